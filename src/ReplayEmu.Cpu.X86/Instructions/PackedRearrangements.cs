using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

internal readonly struct ShiftLeftW : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackedShift.Left(a.AsUInt16(), b.AsUInt64()[0]).AsByte();
}

internal readonly struct ShiftRightW : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackedShift.Right(a.AsUInt16(), b.AsUInt64()[0]).AsByte();
}

internal readonly struct ShiftArithmeticW : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackedShift.Arithmetic(a.AsInt16(), b.AsUInt64()[0]).AsByte();
}

internal readonly struct ShiftLeftD : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackedShift.Left(a.AsUInt32(), b.AsUInt64()[0]).AsByte();
}

internal readonly struct ShiftRightD : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackedShift.Right(a.AsUInt32(), b.AsUInt64()[0]).AsByte();
}

internal readonly struct ShiftArithmeticD : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackedShift.Arithmetic(a.AsInt32(), b.AsUInt64()[0]).AsByte();
}

internal readonly struct ShiftLeftQ : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackedShift.Left(a.AsUInt64(), b.AsUInt64()[0]).AsByte();
}

internal readonly struct ShiftRightQ : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackedShift.Right(a.AsUInt64(), b.AsUInt64()[0]).AsByte();
}

internal readonly struct UnpackLowB : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<byte>(a, b, 0);
}

internal readonly struct UnpackHighB : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<byte>(a, b, 8);
}

internal readonly struct UnpackLowW : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<ushort>(a, b, 0);
}

internal readonly struct UnpackHighW : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<ushort>(a, b, 8);
}

internal readonly struct UnpackLowD : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<uint>(a, b, 0);
}

internal readonly struct UnpackHighD : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<uint>(a, b, 8);
}

internal readonly struct UnpackLowQ : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<ulong>(a, b, 0);
}

internal readonly struct UnpackHighQ : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<ulong>(a, b, 8);
}

internal readonly struct PackSignedW : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.NarrowWithSaturation(a.AsInt16(), b.AsInt16()).AsByte();
}

internal readonly struct PackSignedD : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.NarrowWithSaturation(a.AsInt32(), b.AsInt32()).AsByte();
}

internal readonly struct PackUnsignedW : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackedShuffle.PackUnsigned(a.AsInt16(), b.AsInt16());
}

internal readonly struct UnpackLowBMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<byte>(a, b, 0);
}

internal readonly struct UnpackHighBMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<byte>(a, b, 4);
}

internal readonly struct UnpackLowWMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<ushort>(a, b, 0);
}

internal readonly struct UnpackHighWMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<ushort>(a, b, 4);
}

internal readonly struct UnpackLowDMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<uint>(a, b, 0);
}

internal readonly struct UnpackHighDMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<uint>(a, b, 4);
}

internal readonly struct PackSignedWMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackSignedW.Apply(PackedShuffle.Join(a, b), default);
}

internal readonly struct PackSignedDMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackSignedD.Apply(PackedShuffle.Join(a, b), default);
}

internal readonly struct PackUnsignedWMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        PackUnsignedW.Apply(PackedShuffle.Join(a, b), default);
}
