using System;
using System.Globalization;
using System.Text;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>A difference between two processors in words.</summary>
internal static unsafe class Difference
{
    public static string Show(
        in Instruction instruction,
        in CpuImage before,
        in CpuImage expected,
        in CpuImage actual,
        ReadOnlySpan<byte> hostData,
        ReadOnlySpan<byte> guestData,
        int target
    )
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{instruction.Code} {instruction}:");
        var same = hostData.CommonPrefixLength(guestData);
        if (same != hostData.Length)
        {
            var start = Math.Min(same & ~7, hostData.Length - 16);
            text.Append(CultureInfo.InvariantCulture, $" memory at target{same + OracleMemory.Base - target:+0;-0}")
                .Append(CultureInfo.InvariantCulture, $" host {Convert.ToHexStringLower(hostData.Slice(start, 16))}")
                .Append(
                    CultureInfo.InvariantCulture,
                    $" interpreter {Convert.ToHexStringLower(guestData.Slice(start, 16))};"
                );
        }

        var old = before.Pieces();
        var host = expected.Pieces();
        var guest = actual.Pieces();
        for (var i = 0; i < host.Length; i++)
        {
            if (host[i] != guest[i])
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" {Name(i)} before {old[i]:x} host {host[i]:x} interpreter {guest[i]:x};"
                );
            }
        }

        text.Append(
                CultureInfo.InvariantCulture,
                $" from FCW {before.Control:x} FSW {before.Status:x} FTW {before.Tags:x}"
            )
            .Append(CultureInfo.InvariantCulture, $" MXCSR {before.Mxcsr:x} flags {before.Flags:x}");
        for (var i = 0; i < instruction.OpCount; i++)
        {
            Operand(text, instruction, i, before);
        }

        var data = guestData.Slice(target - OracleMemory.Base, 16);
        return text.Append(CultureInfo.InvariantCulture, $" target now {Convert.ToHexStringLower(data)}").ToString();
    }

    private static void Operand(StringBuilder text, in Instruction instruction, int i, in CpuImage before)
    {
        if (instruction.GetOpKind(i) != OpKind.Register)
        {
            return;
        }

        var register = instruction.GetOpRegister(i);
        var number = register.GetNumber();
        _ =
            register.IsXMM()
                ? text.Append(
                    CultureInfo.InvariantCulture,
                    $" {register} {before.Xmm[(2 * number) + 1]:x16}{before.Xmm[2 * number]:x16}"
                )
            : register.IsST() || register.IsMM()
                ? text.Append(
                    CultureInfo.InvariantCulture,
                    $" {register} {before.St[(2 * number) + 1]:x}:{before.St[2 * number]:x}"
                )
            : register.IsGPR()
                ? text.Append(CultureInfo.InvariantCulture, $" {register} {before.Gpr[Form.NumberOf(register)]:x}")
            : text;
    }

    private static string Name(int piece) =>
        piece switch
        {
            0 => "FCW FSW FTW",
            3 => "MXCSR",
            < 4 => "FPU pointers",
            < 20 => $"ST{(piece - 4) / 2}{(piece % 2 == 0 ? "" : " exponent")}",
            < 52 => $"XMM{(piece - 20) / 2}{(piece % 2 == 0 ? "" : " high")}",
            < 64 => "reserved",
            < 80 => (Register.RAX + (piece - 64)).ToString(),
            80 => "flags",
            _ => "taken",
        };
}
