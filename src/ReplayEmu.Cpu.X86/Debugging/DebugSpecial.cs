namespace ReplayEmu.Cpu.X86;

/// <content>Model-specific registers for debuggers: those that hold a value. The time stamp counter is the clock.</content>
public sealed unsafe partial class X86Cpu
{
    /// <inheritdoc/>
    public bool TryReadSpecial(uint number, out ulong value)
    {
        if (number == 0x10)
        {
            value = machine.Clock.Nanoseconds + State->TscOffset;
            return true;
        }

        var place = FindMsr(number);
        value = place != null ? *place : 0;
        return place != null;
    }
}
