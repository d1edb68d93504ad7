using System;
using ReplayEmu.Cpu.Power.Model;

namespace ReplayEmu.Cpu.Power.Decode;

/// <summary>
/// The method executes this instruction. A pattern is the 32 bits from the most significant one on: fixed bits, <c>-</c> for bits that do
/// not matter, and fields by the manual's names, which <see cref="OperandRule"/> says how to decode. Type parameters of the
/// method behind those that the attribute gives are chosen by the field of their name (TRc), by byte order (TEndian) and
/// by MSR.SF (TMode).
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal class PatternAttribute(string name, string pattern) : Attribute
{
    /// <summary>Mnemonic.</summary>
    public string Name { get; } = name;

    public string Pattern { get; } = pattern;

    /// <summary>A <c>static void Name(DecodedOp*)</c> of the same class that finishes the operands.</summary>
    public string? Lower { get; set; }

    /// <summary>What MSR must have enabled.</summary>
    public Facility Facility { get; set; }

    /// <summary>Architecture level that has it first.</summary>
    public IsaLevel Since { get; set; }

    /// <summary>Not in problem state (MSR.PR).</summary>
    public bool Privileged { get; set; }

    /// <summary>No instruction follows in the same block.</summary>
    public bool Ends { get; set; }
}

/// <summary>As <see cref="PatternAttribute"/>, for a method over one type besides its choices.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PatternAttribute<T>(string name, string pattern) : PatternAttribute(name, pattern);

/// <summary>As <see cref="PatternAttribute"/>, for a method over two types besides its choices.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PatternAttribute<T1, T2>(string name, string pattern) : PatternAttribute(name, pattern);

/// <summary>As <see cref="PatternAttribute"/>, for a method over three types besides its choices.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PatternAttribute<T1, T2, T3>(string name, string pattern) : PatternAttribute(name, pattern);
