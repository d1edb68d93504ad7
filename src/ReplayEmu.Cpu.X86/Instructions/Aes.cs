using System.Numerics;
using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Whether a round of AES mixes columns.</summary>
internal interface IAesRound
{
    static abstract bool Mixes { get; }
}

internal readonly struct MiddleRound : IAesRound
{
    public static bool Mixes => true;
}

internal readonly struct LastRound : IAesRound
{
    public static bool Mixes => false;
}

/// <summary>AESENC and AESENCLAST: a round on the destination with the source's key (SDM volume 1, 12.13).</summary>
internal readonly unsafe struct AesEncrypt<TRound> : IPackedOperation
    where TRound : struct, IAesRound
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var state = Vector128<byte>.Zero;
        for (var i = 0; i < 16; i++)
        {
            // Row r of the next column comes from r columns on.
            ((byte*)&state)[i] = AesTables.Substitute(((byte*)&a)[(i + (4 * (i & 3))) & 15]);
        }

        for (var i = 0; TRound.Mixes && i < 4; i++)
        {
            ((uint*)&state)[i] = AesTables.Mix(((uint*)&state)[i]);
        }

        return state ^ b;
    }
}

/// <summary>AESDEC and AESDECLAST: a round of the equivalent inverse cipher.</summary>
internal readonly unsafe struct AesDecrypt<TRound> : IPackedOperation
    where TRound : struct, IAesRound
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var state = Vector128<byte>.Zero;
        for (var i = 0; i < 16; i++)
        {
            ((byte*)&state)[i] = AesTables.SubstituteBack(((byte*)&a)[(i - (4 * (i & 3))) & 15]);
        }

        return (TRound.Mixes ? AesInverseMixColumns.Apply(default, state) : state) ^ b;
    }
}

/// <summary>AESIMC.</summary>
internal readonly unsafe struct AesInverseMixColumns : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        for (var i = 0; i < 4; i++)
        {
            ((uint*)&b)[i] = AesTables.MixBack(((uint*)&b)[i]);
        }

        return b;
    }
}

/// <summary>AESKEYGENASSIST: the immediate is the round constant.</summary>
internal readonly struct AesKeyAssist : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate)
    {
        var low = AesTables.SubstituteWord(b.AsUInt32()[1]);
        var high = AesTables.SubstituteWord(b.AsUInt32()[3]);
        var constant = (uint)immediate & 0xff;
        return Vector128
            .Create(
                low,
                BitOperations.RotateRight(low, 8) ^ constant,
                high,
                BitOperations.RotateRight(high, 8) ^ constant
            )
            .AsByte();
    }
}
