using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Decode;

/// <summary>
/// The method executes these instructions. Without a type parameter of its own it serves register and memory forms; a last
/// type parameter <c>P : struct, IPlace</c> is filled with the register or memory place.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExecutesAttribute(params Code[] codes) : Attribute
{
    public Code[] Codes { get; } = codes;
}

/// <summary>As <see cref="ExecutesAttribute"/>, for a method over one type, mostly the operand width.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExecutesAttribute<T>(params Code[] codes) : Attribute
{
    public Code[] Codes { get; } = codes;
}

/// <summary>As <see cref="ExecutesAttribute"/>, for a method over two types.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExecutesAttribute<T1, T2>(params Code[] codes) : Attribute
{
    public Code[] Codes { get; } = codes;
}

/// <summary>As <see cref="ExecutesAttribute"/>, for a method over three types.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExecutesAttribute<T1, T2, T3>(params Code[] codes) : Attribute
{
    public Code[] Codes { get; } = codes;
}
