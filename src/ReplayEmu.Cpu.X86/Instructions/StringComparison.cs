using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// What PCMPESTRx and PCMPISTRx compute under their immediate (SDM volume 1, 4.1 of volume 2B): bits 1:0 format, 3:2 aggregation,
/// 5:4 polarity, 6 which index or mask.
/// </summary>
internal static unsafe class StringComparison
{
    /// <summary>Elements of an operand: 16 bytes or 8 words.</summary>
    public static int Count(int immediate) => 16 >> (immediate & 1);

    /// <summary>Elements before the first zero.</summary>
    public static int ImplicitLength(Vector128<byte> operand, int immediate)
    {
        var count = Count(immediate);
        for (var i = 0; i < count; i++)
        {
            if (Element(&operand, i, immediate) == 0)
            {
                return i;
            }
        }

        return count;
    }

    /// <summary>The length in EAX or EDX: its magnitude, no more than the elements there are.</summary>
    public static int ExplicitLength(long length, int immediate)
    {
        var count = Count(immediate);
        return length > count || length < -count ? count : (int)(length < 0 ? -length : length);
    }

    /// <summary>A bit for every element of the second operand.</summary>
    public static uint Compare(Vector128<byte> a, int lengthA, Vector128<byte> b, int lengthB, int immediate)
    {
        var count = Count(immediate);
        var result = 0u;
        for (var j = 0; j < count; j++)
        {
            var found = (immediate >> 2 & 3) switch
            {
                0 => EqualsAny(&a, lengthA, &b, lengthB, j, immediate),
                1 => IsInRange(&a, lengthA, &b, lengthB, j, immediate),
                2 => EqualsEach(&a, lengthA, &b, lengthB, j, immediate),
                _ => BeginsAt(&a, lengthA, &b, lengthB, j, immediate),
            };
            result |= found ? 1u << j : 0;
        }

        var all = (1u << count) - 1;
        return (immediate >> 4 & 3) switch
        {
            1 => result ^ all,
            3 => result ^ ((1u << lengthB) - 1),
            _ => result,
        };
    }

    private static int Element(Vector128<byte>* operand, int i, int immediate) =>
        (immediate & 3) switch
        {
            0 => ((byte*)operand)[i],
            1 => ((ushort*)operand)[i],
            2 => ((sbyte*)operand)[i],
            _ => ((short*)operand)[i],
        };

    private static bool EqualsAny(
        Vector128<byte>* a,
        int lengthA,
        Vector128<byte>* b,
        int lengthB,
        int j,
        int immediate
    )
    {
        for (var i = 0; j < lengthB && i < lengthA; i++)
        {
            if (Element(a, i, immediate) == Element(b, j, immediate))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first operand holds pairs of bounds.</summary>
    private static bool IsInRange(
        Vector128<byte>* a,
        int lengthA,
        Vector128<byte>* b,
        int lengthB,
        int j,
        int immediate
    )
    {
        for (var i = 0; j < lengthB && i + 1 < lengthA; i += 2)
        {
            var element = Element(b, j, immediate);
            if (Element(a, i, immediate) <= element && element <= Element(a, i + 1, immediate))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Beyond both ends the elements count as equal.</summary>
    private static bool EqualsEach(
        Vector128<byte>* a,
        int lengthA,
        Vector128<byte>* b,
        int lengthB,
        int j,
        int immediate
    ) =>
        j < lengthA && j < lengthB
            ? Element(a, j, immediate) == Element(b, j, immediate)
            : j >= lengthA && j >= lengthB;

    /// <summary>The first operand, as much of it as fits into the register, is found at an element of the second.</summary>
    private static bool BeginsAt(Vector128<byte>* a, int lengthA, Vector128<byte>* b, int lengthB, int j, int immediate)
    {
        var count = Count(immediate);
        for (var i = 0; i < lengthA && i + j < count; i++)
        {
            if (i + j >= lengthB || Element(a, i, immediate) != Element(b, i + j, immediate))
            {
                return false;
            }
        }

        return true;
    }
}
