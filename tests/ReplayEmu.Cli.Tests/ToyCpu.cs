using System;
using System.Text;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cli.Tests;

/// <summary>
/// A CPU whose program is a text: <c>.</c> does nothing, <c>p</c> reads PCI class 00:10.0, <c>u</c> needs something
/// unimplemented, <c>f</c> and <c>0</c> end with code 3 and 0, <c>h</c> halts for ever; everything else is written to the serial port.
/// </summary>
internal sealed class ToyCpu(VirtualMachine machine, string program, ushort classCode, OutputPort serial) : ICpu
{
    private const ulong ClassOfSlot16 = (16 << 11) | 0x0a;
    private bool stop;
    private bool ended;

    public string Name => "toy";

    public ulong ProgramCounter => 0x1000 + machine.Clock.Icount;

    public bool IsHalted { get; private set; }

    public void Reset() => IsHalted = false;

    public unsafe CpuStop Run(ulong budget)
    {
        stop = false;
        for (ulong i = 0; i < budget; i++)
        {
            if (IsHalted)
            {
                return CpuStop.Halted;
            }

            Execute();
            machine.Clock.State->Icount++;
            if (stop)
            {
                return CpuStop.Requested;
            }
        }

        return CpuStop.Budget;
    }

    public void RequestStop() => stop = true;

    public void MemoryMapChanged() { }

    public void RevokeWriteAccess() { }

    public void CodePageWritten(MemoryBlock block, ulong page) { }

    public void StateReplaced() { }

    private void Execute()
    {
        var step = machine.Clock.Icount;
        var operation = step < (ulong)program.Length ? program[(int)step] : '.';
        switch (operation)
        {
            case '.':
                break;
            case 'p':
                machine.Observation.Report(InteractionKind.ConfigRead, 1, ClassOfSlot16, 2, classCode);
                break;
            case 'u':
                throw new UnimplementedException("toy: the register 'u'");
            case 'f' or '0' when !ended:
                ended = true;
                machine.RequestExit(operation == 'f' ? 3 : 0);
                break;
            case 'h':
                IsHalted = true;
                break;
            default:
                serial.Write(Encoding.ASCII.GetBytes([operation]).AsSpan());
                break;
        }
    }
}
