using NUnit.Framework;

namespace ReplayEmu.Architecture.Tests.Purity;

/// <summary>The purity checks find what they are there to find.</summary>
public sealed class PurityCheckTests
{
    [TestCase("public static long M() => System.DateTime.UtcNow.Ticks;", "System.DateTime.get_UtcNow")]
    [TestCase("public static string M() => System.IO.File.ReadAllText(\"x\");", "System.IO.File.ReadAllText")]
    [TestCase("public static int M() => new System.Random().Next();", "System.Random")]
    [TestCase("public static double M(double x) => System.Math.Sin(x);", "System.Math.Sin")]
    [TestCase("public static string M() => System.Environment.MachineName;", "System.Environment.get_MachineName")]
    [TestCase("public static int M(string s) => s.GetHashCode();", "System.Object.GetHashCode")]
    [TestCase("public static void M() => System.Threading.Thread.Sleep(1);", "System.Threading.Thread")]
    [TestCase(
        "public static async System.Threading.Tasks.Task M() => await System.Threading.Tasks.Task.Yield();",
        "System.Threading.Tasks.Task"
    )]
    [TestCase(
        "public static string M() => System.Globalization.CultureInfo.CurrentCulture.Name;",
        "get_CurrentCulture"
    )]
    [TestCase(
        "public static byte[] M() => System.Buffers.ArrayPool<byte>.Shared.Rent(1);",
        "System.Buffers.ArrayPool`1"
    )]
    [TestCase(
        "public static int M(System.Collections.Generic.Dictionary<int, int> d) { foreach (var x in d) return x.Key; return 0; }",
        "System.Collections.Generic.Dictionary`2.GetEnumerator"
    )]
    [TestCase(
        "public static int M(System.Collections.Generic.HashSet<int> d) { foreach (var x in d) return x; return 0; }",
        "System.Collections.Generic.HashSet`1.GetEnumerator"
    )]
    public void An_impure_member_is_found(string members, string named)
    {
        using var assembly = SampleAssembly.Compile(members);
        Assert.That(PureProjectTests.Objections(assembly), Has.Some.Contains(named));
    }

    [TestCase(
        "public static ulong M(System.ReadOnlySpan<byte> s) => System.Numerics.BitOperations.RotateLeft(1UL, s[0]);"
    )]
    [TestCase(
        "public static int M(System.Collections.Generic.Dictionary<int, int> d) => d.TryGetValue(1, out var v) ? v : 0;"
    )]
    [TestCase("public static System.Collections.Generic.IEnumerable<int> M() { yield return 1; }")]
    [TestCase("public static string M(int x) => x.ToString(System.Globalization.CultureInfo.InvariantCulture);")]
    public void Pure_code_is_left_alone(string members)
    {
        using var assembly = SampleAssembly.Compile(members);
        Assert.That(PureProjectTests.Objections(assembly), Is.Empty);
    }

    [TestCase("private static int counter; public static int M() => counter++;")]
    [TestCase("public static int Counter { get; set; }")]
    [TestCase("[System.ThreadStatic] private static object o; public static object M() => o;")]
    [TestCase("public static readonly byte[] Table = { 1, 2 };")]
    public void A_mutable_static_is_found(string members)
    {
        using var assembly = SampleAssembly.Compile(members);
        Assert.That(MutableStatics.In(assembly), Has.Count.EqualTo(1));
    }

    [TestCase("private static readonly byte[] table = { 1, 2 }; public static int M(int i) => table[i];")]
    [TestCase("public const int A = 1;")]
    [TestCase("public static System.Func<int, int> M() => static x => x + 1;")]
    [TestCase(
        "public static int M(string s) => s switch { \"a\" => 1, \"b\" => 2, \"c\" => 3, \"d\" => 4, \"e\" => 5, \"f\" => 6, \"g\" => 7, _ => 0 };"
    )]
    public void Constants_and_caches_of_the_compiler_are_left_alone(string members)
    {
        using var assembly = SampleAssembly.Compile(members);
        Assert.That(MutableStatics.In(assembly), Is.Empty);
    }
}
