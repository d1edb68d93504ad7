using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Interrupts;
using static ReplayEmu.Devices.Pc.I8042.I8042Registers;

namespace ReplayEmu.Devices.Pc.I8042;

/// <summary>
/// The 8042 keyboard controller of a PC/AT with a PS/2 keyboard and a PS/2 mouse at its auxiliary port. It
/// answers at once; the input buffer is never seen full. Commands that the 8042 does not know are ignored, as by its ROM.
/// </summary>
public sealed unsafe class I8042Device : IDevice
{
    private readonly I8042State* state;
    private readonly Ps2MouseState* mouse;
    private readonly VirtualMachine machine;
    private readonly IrqLine irq1;
    private readonly IrqLine irq12;
    private readonly IrqLine a20;

    /// <param name="machine">The machine; gets the input port <c>kbd0</c>, which takes set-1 scan codes.</param>
    /// <param name="interrupts">Gets IRQ 1 and IRQ 12 on these inputs.</param>
    /// <param name="a20Gate">Gets the A20 output on <paramref name="a20Input"/>; true opens the gate.</param>
    /// <param name="a20Input">Input of <paramref name="a20Gate"/>.</param>
    public I8042Device(VirtualMachine machine, IIrqSink interrupts, IIrqSink a20Gate, int a20Input)
    {
        this.machine = machine;
        state = machine.Arena.Add<I8042State>(Name);
        mouse = machine.Arena.Add<Ps2MouseState>("ps2-mouse");
        irq1 = machine.Irqs.Connect("irq1.i8042", interrupts, 1);
        irq12 = machine.Irqs.Connect("irq12.i8042", interrupts, 12);
        a20 = machine.Irqs.Connect("a20.i8042", a20Gate, a20Input);
        var source = machine.Observation.Register(Name);
        PortWindow.Map(machine, "i8042.data", source, DataPort, 1, _ => ReadData(), (_, v) => WriteData(v));
        PortWindow.Map(machine, "i8042.status", source, StatusPort, 1, _ => ReadStatus(), (_, v) => WriteCommand(v));
        machine.AddInputPort(new InputPort("kbd0", AcceptKeys, () => Keyboard.Room));
        machine.AddInputPort(new InputPort("mouse0", AcceptMoves, () => int.MaxValue));
    }

    public string Name => "i8042";

    private Ps2Keyboard Keyboard => new(state);

    private Ps2Mouse Mouse => new(mouse);

    private bool Translates => (state->Command & CommandTranslate) != 0;

    public void Reset()
    {
        *state = default;
        Keyboard.Reset();
        Mouse.Reset();
        state->Command = CommandKeyboardInterrupt | CommandAuxInterrupt;
        state->OutputPort = OutputNotReset | OutputA20;
        irq1.Set(false);
        irq12.Set(false);
        a20.Set(true);
    }

    private void AcceptKeys(ReadOnlySpan<byte> data)
    {
        foreach (var code in data)
        {
            Keyboard.Key(code);
        }

        Advance();
    }

    private void AcceptMoves(ReadOnlySpan<byte> data)
    {
        for (; data.Length >= Ps2Mouse.EventSize; data = data[Ps2Mouse.EventSize..])
        {
            Mouse.Move(data);
        }

        Advance();
    }

    private byte ReadStatus() => (byte)(state->Status | StatusUnlocked);

    private byte ReadData()
    {
        var value = state->Output;
        state->Status &= unchecked((byte)~(StatusOutputFull | StatusAux | StatusTimeout));
        irq1.Set(false);
        irq12.Set(false);
        Advance();
        return value;
    }

    private void WriteData(byte value)
    {
        var command = (I8042Command)state->Expecting;
        state->Expecting = 0;
        state->Status &= unchecked((byte)~StatusCommand);
        switch (command)
        {
            case 0:
                // The controller enables the keyboard to send it a command.
                state->Command &= unchecked((byte)~CommandKeyboardDisable);
                Keyboard.Receive(value);
                break;
            case I8042Command.WriteCommandByte:
                state->Command = value;
                SetSystemFlag((value & CommandSystem) != 0);
                break;
            case I8042Command.WriteOutputPort:
                WriteOutputPort(value);
                break;
            case I8042Command.WriteKeyboardBuffer:
                Answer(value);
                break;
            case I8042Command.WriteAuxBuffer:
                Answer(value, StatusAux);
                break;
            default:
                Mouse.Receive(value);
                break;
        }

        Advance();
    }

    private void WriteCommand(byte value)
    {
        state->Status |= StatusCommand;
        state->Expecting = 0;
        switch ((I8042Command)value)
        {
            case I8042Command.ReadCommandByte:
                Answer(state->Command);
                break;
            case I8042Command.WriteCommandByte:
            case I8042Command.WriteOutputPort:
            case I8042Command.WriteKeyboardBuffer:
            case I8042Command.WriteAuxBuffer:
            case I8042Command.WriteAux:
                state->Expecting = value;
                break;
            case I8042Command.DisableAux:
                state->Command |= CommandAuxDisable;
                break;
            case I8042Command.EnableAux:
                state->Command &= unchecked((byte)~CommandAuxDisable);
                break;
            case I8042Command.SelfTest:
                SetSystemFlag(true);
                Answer(0x55);
                break;
            case I8042Command.TestAux:
            case I8042Command.TestKeyboard:
                Answer(0);
                break;
            case I8042Command.DisableKeyboard:
                state->Command |= CommandKeyboardDisable;
                break;
            case I8042Command.EnableKeyboard:
                state->Command &= unchecked((byte)~CommandKeyboardDisable);
                break;
            case I8042Command.ReadInputPort:
                Answer(0x80);
                break;
            case I8042Command.ReadOutputPort:
                Answer(state->OutputPort);
                break;
            case I8042Command.DisableA20:
                WriteOutputPort((byte)(state->OutputPort & ~OutputA20));
                break;
            case I8042Command.EnableA20:
                WriteOutputPort((byte)(state->OutputPort | OutputA20));
                break;
            default:
                // 0xF0 to 0xFF pulse the output port's bits that are 0: bit 0 is the CPU's reset.
                if (value >= 0xf0 && (value & OutputNotReset) == 0)
                {
                    machine.RequestReset();
                }

                break;
        }

        Advance();
    }

    private void SetSystemFlag(bool on)
    {
        state->Command = (byte)(on ? state->Command | CommandSystem : state->Command & ~CommandSystem);
        state->Status = (byte)(on ? state->Status | StatusSystem : state->Status & ~StatusSystem);
    }

    private void WriteOutputPort(byte value)
    {
        state->OutputPort = value;
        a20.Set((value & OutputA20) != 0);
        if ((value & OutputNotReset) == 0)
        {
            machine.RequestReset();
        }
    }

    /// <summary>An answer of the controller itself goes before what the keyboard has to say.</summary>
    private void Answer(byte value, byte status = 0)
    {
        state->Reply = value;
        state->ReplyStatus = status;
        state->ReplyPending = 1;
    }

    /// <summary>Fills the output buffer if it is empty, and drives the interrupt lines.</summary>
    private void Advance()
    {
        if ((state->Status & StatusOutputFull) == 0)
        {
            if (state->ReplyPending != 0)
            {
                state->ReplyPending = 0;
                Fill(state->Reply, state->ReplyStatus);
            }
            else if ((state->Command & CommandKeyboardDisable) == 0)
            {
                FillFromKeyboard();
            }

            if (
                (state->Status & StatusOutputFull) == 0
                && (state->Command & CommandAuxDisable) == 0
                && Mouse.TryTake(out var value)
            )
            {
                Fill(value, StatusAux);
            }
        }

        var full = (state->Status & StatusOutputFull) != 0;
        var aux = (state->Status & StatusAux) != 0;
        irq1.Set(full && !aux && (state->Command & CommandKeyboardInterrupt) != 0);
        irq12.Set(full && aux && (state->Command & CommandAuxInterrupt) != 0);
    }

    private void FillFromKeyboard()
    {
        while (Keyboard.TryTake(out var value))
        {
            if (!Translates)
            {
                Fill(value, 0);
                return;
            }

            if (value == ScanCodes.BreakPrefix)
            {
                state->BreakPending = 1;
                continue;
            }

            var code = ScanCodes.ToSet1(value);
            Fill((byte)(state->BreakPending != 0 ? code | ScanCodes.BreakBit : code), 0);
            state->BreakPending = 0;
            return;
        }
    }

    private void Fill(byte value, byte status)
    {
        state->Output = value;
        state->Status |= (byte)(StatusOutputFull | status);
    }
}
