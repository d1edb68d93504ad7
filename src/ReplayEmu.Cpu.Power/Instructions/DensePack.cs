namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Three decimal digits in ten bits (Book I, appendix on densely packed decimal).</summary>
internal static class DensePack
{
    /// <summary>From ten bits to three digits of four bits; codes that are not canonical have the value of those that are.</summary>
    public static uint Unpack(uint dense)
    {
        uint Bit(int i) => dense >> i & 1;
        var (p, q, r) = (Bit(9), Bit(8), Bit(7));
        var (s, t, u) = (Bit(6), Bit(5), Bit(4));
        var (v, w, x, y) = (Bit(3), Bit(2), Bit(1), Bit(0));
        uint Small(uint a, uint b, uint c) => (a << 2) | (b << 1) | c;
        uint Large(uint c) => 8 | c;
        var (first, second, third) = (v, w, x, s, t) switch
        {
            (0, _, _, _, _) => (Small(p, q, r), Small(s, t, u), Small(w, x, y)),
            (1, 0, 0, _, _) => (Small(p, q, r), Small(s, t, u), Large(y)),
            (1, 0, 1, _, _) => (Small(p, q, r), Large(u), Small(s, t, y)),
            (1, 1, 0, _, _) => (Large(r), Small(s, t, u), Small(p, q, y)),
            (1, 1, 1, 0, 0) => (Large(r), Large(u), Small(p, q, y)),
            (1, 1, 1, 0, 1) => (Large(r), Small(p, q, u), Large(y)),
            (1, 1, 1, 1, 0) => (Small(p, q, r), Large(u), Large(y)),
            _ => (Large(r), Large(u), Large(y)),
        };
        return (first << 8) | (second << 4) | third;
    }

    /// <summary>From three digits to the canonical ten bits; of digits above 9 the bits go the same ways.</summary>
    public static uint Pack(uint digits)
    {
        var (a, b, c, d) = (digits >> 11 & 1, digits >> 10 & 1, digits >> 9 & 1, digits >> 8 & 1);
        var (e, f, g, h) = (digits >> 7 & 1, digits >> 6 & 1, digits >> 5 & 1, digits >> 4 & 1);
        var (i, j, k, m) = (digits >> 3 & 1, digits >> 2 & 1, digits >> 1 & 1, digits & 1);
        var p = b | (a & j) | (a & f & i);
        var q = c | (a & k) | (a & g & i);
        var s = (f & (~a | ~i) & 1) | (~a & 1 & e & j) | (e & i);
        var t = g | (~a & 1 & e & k) | (a & i);
        var v = a | e | i;
        var w = a | (e & i) | (~e & 1 & j);
        var x = e | (a & i) | (~a & 1 & k);
        return (p << 9) | (q << 8) | (d << 7) | (s << 6) | (t << 5) | (h << 4) | (v << 3) | (w << 2) | (x << 1) | m;
    }
}
