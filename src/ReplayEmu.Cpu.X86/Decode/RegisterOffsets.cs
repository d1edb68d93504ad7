using Iced.Intel;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Decode;

/// <summary>Where registers are in <see cref="X86State"/>.</summary>
internal static unsafe class RegisterOffsets
{
    private static readonly ushort fpu = FindFpu();
    private static readonly ushort xmm = FindXmm();

    /// <summary>Of <see cref="X86State.CodeIp"/>.</summary>
    public static ushort CodeIp { get; } = FindCodeIp();

    /// <summary>Of <see cref="X86State.AddressBias"/>.</summary>
    public static ushort AddressBias { get; } = FindAddressBias();

    /// <summary>Byte offset of a general, MMX or XMM register; the number of any other.</summary>
    public static ushort Of(Register register) =>
        register switch
        {
            >= Register.AL and <= Register.BL => (ushort)((register - Register.AL) * 8),
            >= Register.AH and <= Register.BH => (ushort)(((register - Register.AH) * 8) + 1),
            >= Register.SPL and <= Register.R15L => (ushort)((register - Register.SPL + 4) * 8),
            >= Register.AX and <= Register.R15W => (ushort)((register - Register.AX) * 8),
            >= Register.EAX and <= Register.R15D => (ushort)((register - Register.EAX) * 8),
            >= Register.RAX and <= Register.R15 => (ushort)((register - Register.RAX) * 8),
            >= Register.ES and <= Register.GS => (ushort)(register - Register.ES),
            >= Register.CR0 and <= Register.CR15 => (ushort)(register - Register.CR0),
            >= Register.DR0 and <= Register.DR15 => (ushort)(register - Register.DR0),
            >= Register.ST0 and <= Register.ST7 => (ushort)(register - Register.ST0),
            >= Register.MM0 and <= Register.MM7 => (ushort)(fpu + ((register - Register.MM0) * 16)),
            >= Register.XMM0 and <= Register.XMM15 => (ushort)(xmm + ((register - Register.XMM0) * 16)),
            _ => Registers.ZeroOffset,
        };

    private static ushort FindCodeIp()
    {
        X86State state = default;
        return (ushort)((byte*)&state.CodeIp - (byte*)&state);
    }

    private static ushort FindAddressBias()
    {
        X86State state = default;
        return (ushort)((byte*)&state.AddressBias - (byte*)&state);
    }

    private static ushort FindFpu()
    {
        X86State state = default;
        return (ushort)((byte*)state.FpuRegisters - (byte*)&state);
    }

    private static ushort FindXmm()
    {
        X86State state = default;
        return (ushort)((byte*)state.Xmm - (byte*)&state);
    }
}
