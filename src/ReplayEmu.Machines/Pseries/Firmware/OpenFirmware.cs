using System;
using ReplayEmu.Cpu.Power;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Devices.Pseries.Vty;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>
/// Open Firmware as far as kernels need it (IEEE 1275-1994, chapter 6): the machine serves the client interface itself, in no time of the
/// guest. It looks at the bus when the processor starts, so that a trace has those reads, and then enters the kernel.
/// </summary>
internal sealed unsafe class OpenFirmware : IBuiltInFirmware
{
    private const ulong ArgumentMask = uint.MaxValue;
    private const int ClientGaveUp = 1;
    private const int MaxWrite = 4096;
    private readonly FirmwareSetting setting;
    private readonly DeviceTree tree;
    private readonly FirmwareTree made;
    private readonly ClientTree nodes;
    private readonly ClaimedMemory memory;

    public OpenFirmware(FirmwareSetting setting)
    {
        this.setting = setting;
        tree = new DeviceTree(setting.Machine);
        made = new FirmwareTree(setting, tree);
        nodes = new ClientTree(tree);
        memory = new ClaimedMemory(setting.Machine, Math.Min(setting.Config.RamBytes, 1UL << 32));
    }

    public void Reset()
    {
        tree.Clear();
        memory.Clear();
        memory.Claim(0, FirmwareCode.End, 0);
        if (setting.Kernel is { } kernel)
        {
            memory.Claim(PseriesKernel.LoadAddress, kernel.Size, 0);
            memory.Claim(kernel.InitrdStart, kernel.InitrdSize, 0);
        }

        Put(FirmwareCode.Start, FirmwareCode.Boot);
        Put(FirmwareCode.ClientInterface, FirmwareCode.Client);
    }

    public long Call(PowerCpu cpu)
    {
        var arguments = cpu.State->Gpr[4] & ArgumentMask;
        if (arguments == 0)
        {
            return Boot(cpu);
        }

        var call = new ClientCall(setting.Machine.Memory, arguments);
        if (nodes.Serve(call, setting.Machine.Memory) || ServeDevices(call) || ServeMachine(cpu, call))
        {
            return 0;
        }

        return -1;
    }

    /// <summary>Enters the kernel, as SLOF does: real mode, 32 bits, big-endian, RAM disk in r3 and r4, this interface in r5.</summary>
    /// <returns>What r3 gets.</returns>
    private long Boot(PowerCpu cpu)
    {
        made.Build();
        if (setting.Kernel is not { } kernel)
        {
            Print("Open Firmware: no kernel\r\n");
            setting.Machine.RequestExit(ClientGaveUp);
            return 0;
        }

        var s = cpu.State;
        s->Gpr[1] = FirmwareCode.Stack;
        s->Gpr[2] = 0;
        s->Gpr[4] = kernel.InitrdSize;
        s->Gpr[5] = FirmwareCode.ClientInterface;
        s->Nip = PseriesKernel.LoadAddress;
        cpu.SetMsr((s->Msr & ~MsrBits.Sf) | MsrBits.Fp);
        return (long)kernel.InitrdStart;
    }

    private bool ServeDevices(ClientCall call)
    {
        switch (call.Service)
        {
            case "open":
                var node = tree.Find(call.Text(call[0]));
                call.Return(0, node == DeviceTree.None ? 0 : (uint)node | FirmwareTree.Instance);
                return true;
            case "close":
                return true;
            case "write":
                call.Return(0, IsTerminal(call[0]) ? Write(call[1], call[2]) : ClientCall.Failed);
                return true;
            case "read":
                call.Return(0, IsTerminal(call[0]) ? Read(call[1], call[2]) : ClientCall.Failed);
                return true;
            case "claim":
                call.Return(0, (uint?)memory.Claim(call[0], call[1], call[2]) ?? ClientCall.Failed);
                return true;
            case "release":
                memory.Release(call[0], call[1]);
                return true;
            default:
                return false;
        }
    }

    private bool ServeMachine(PowerCpu cpu, ClientCall call)
    {
        switch (call.Service)
        {
            case "call-method":
                CallMethod(cpu, call);
                return true;
            case "quiesce":
                // Nothing here works by itself, so there is nothing to stop.
                return true;
            case "set-callback":
                // No firmware of ours calls back.
                call.Return(0, 0);
                return true;
            case "start-cpu":
                // There is one processor.
                call.Return(0, ClientCall.Failed);
                return true;
            case "milliseconds":
                call.Return(0, (uint)(cpu.Timebase / 512_000));
                return true;
            case "boot":
                setting.Machine.RequestReset();
                return true;
            case "enter":
            case "exit":
                Print("\r\nOpen Firmware: the client has left\r\n");
                setting.Machine.RequestExit(ClientGaveUp);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Method, instance, its arguments; whether it failed, and what it gives.</summary>
    private void CallMethod(PowerCpu cpu, ClientCall call)
    {
        var method = call.Text(call[0]);
        if (!nodes.IsInstance(call[1], out var node))
        {
            call.Return(0, ClientCall.Failed);
            return;
        }

        call.Return(0, 0);
        switch (method)
        {
            case "ibm,client-architecture-support" when node == DeviceTree.Root:
                var agreed = setting.Negotiation.Agree(cpu, call[2]);
                if (agreed is not null)
                {
                    made.Update(agreed);
                }

                call.Return(1, agreed is null ? ClientCall.Failed : 0);
                break;
            case "instantiate-rtas" when tree.NameOf(node) == "rtas":
                Put(call[2], FirmwareCode.Rtas);
                call.Return(1, call[2]);
                break;
            default:
                call.Return(0, ClientCall.Failed);
                break;
        }
    }

    private bool IsTerminal(uint handle) =>
        nodes.IsInstance(handle, out var node) && node == tree.Find($"/vdevice/vty@{SpaprVty.Unit:x}");

    private uint Write(uint buffer, uint size)
    {
        size = Math.Min(size, MaxWrite);
        for (uint i = 0; i < size; i++)
        {
            Print((byte)setting.Machine.Memory.Read((ulong)buffer + i, 1));
        }

        return size;
    }

    private uint Read(uint buffer, uint size)
    {
        // One at a time, for what is fetched is gone.
        uint count = 0;
        if (size >= 16)
        {
            setting.Terminal.Get(SpaprVty.Unit, out var length, out var first, out var second);
            for (; count < length; count++)
            {
                var value = (count < 8 ? first : second) >> (int)(56 - (8 * (count & 7))) & 0xff;
                setting.Machine.Memory.Write((ulong)buffer + count, 1, value);
            }
        }

        return count;
    }

    private void Print(string text)
    {
        foreach (var character in text)
        {
            Print((byte)character);
        }
    }

    private void Print(byte value) => setting.Terminal.Put(SpaprVty.Unit, 1, (ulong)value << 56, 0);

    private void Put(ulong address, ReadOnlySpan<byte> bytes) => setting.Machine.Memory.WriteBytes(address, bytes);
}
