using Iced.Intel;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>What the Intel SDM, volume 2, "Flags Affected" leaves undefined, and the oracle therefore does not compare.</summary>
internal static class UndefinedFlags
{
    private const uint AfterMultiply = Eflag.Sign | Eflag.Zero | Eflag.Adjust | Eflag.Parity;
    private const uint AfterBitTest = Eflag.Overflow | Eflag.Sign | Eflag.Adjust | Eflag.Parity;
    private const uint AfterScan = Eflag.Arithmetic & ~Eflag.Zero;

    /// <param name="mnemonic">The instruction.</param>
    /// <param name="width">Operand width in bits.</param>
    /// <param name="count">Shift count as the processor masks it.</param>
    public static uint Of(Mnemonic mnemonic, int width, int count) =>
        mnemonic switch
        {
            // AND, OR, XOR, TEST: "The state of the AF flag is undefined."
            Mnemonic.And or Mnemonic.Or or Mnemonic.Xor or Mnemonic.Test => Eflag.Adjust,
            // MUL, IMUL: "The SF, ZF, AF, and PF flags are undefined."
            Mnemonic.Mul or Mnemonic.Imul => AfterMultiply,
            // DIV, IDIV: "The CF, OF, SF, ZF, AF, and PF flags are undefined."
            Mnemonic.Div or Mnemonic.Idiv => Eflag.Arithmetic,
            // BT, BTS, BTR, BTC: "The OF, SF, AF, and PF flags are undefined."
            Mnemonic.Bt or Mnemonic.Bts or Mnemonic.Btr or Mnemonic.Btc => AfterBitTest,
            // BSF, BSR: "The CF, OF, SF, AF, and PF flags are undefined."
            Mnemonic.Bsf or Mnemonic.Bsr => AfterScan,
            // LZCNT: "OF, SF, PF, and AF flags are undefined."
            Mnemonic.Lzcnt => AfterBitTest,
            // AAA, AAS: "The OF, SF, ZF, and PF flags are undefined."
            Mnemonic.Aaa or Mnemonic.Aas => Eflag.Overflow | Eflag.Sign | Eflag.Zero | Eflag.Parity,
            // AAD, AAM: "The OF, AF, and CF flags are undefined."
            Mnemonic.Aad or Mnemonic.Aam => Eflag.Overflow | Eflag.Adjust | Eflag.Carry,
            // DAA, DAS: "The OF flag is undefined."
            Mnemonic.Daa or Mnemonic.Das => Eflag.Overflow,
            // SAL, SAR, SHL, SHR: AF for a count other than 0, OF for a count other than 1.
            Mnemonic.Sar when count != 0 => Eflag.Adjust | OverflowUnlessOne(count),
            // Also CF "for SHL and SHR instructions where the count is greater than or equal to the size".
            Mnemonic.Shl or Mnemonic.Sal or Mnemonic.Shr when count != 0 => Eflag.Adjust
                | OverflowUnlessOne(count)
                | (count >= width ? Eflag.Carry : 0),
            // RCL, RCR, ROL, ROR: OF "is defined only for the 1-bit rotates".
            Mnemonic.Rcl or Mnemonic.Rcr or Mnemonic.Rol or Mnemonic.Ror when count != 0 => OverflowUnlessOne(count),
            // SHLD, SHRD: as shifts; everything for a count greater than the operand size.
            Mnemonic.Shld or Mnemonic.Shrd when count > width => Eflag.Arithmetic,
            Mnemonic.Shld or Mnemonic.Shrd when count != 0 => Eflag.Adjust | OverflowUnlessOne(count),
            _ => 0,
        };

    private static uint OverflowUnlessOne(int count) => count == 1 ? 0 : Eflag.Overflow;
}
