using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Cpu.Power.Instructions;
using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Cpu.Power.Debugging;

/// <summary>
/// Registers in gdb's order for 64-bit PowerPC (gdb manual, G.5.10). The last feature is of the system, and gdb shows it as it is.
/// </summary>
internal static class DebugRegisterTable
{
    internal const string Architecture = "powerpc:common64";
    private const string Core = "org.gnu.gdb.power.core";
    private const string Fpu = "org.gnu.gdb.power.fpu";
    private const string Altivec = "org.gnu.gdb.power.altivec";
    private const string Vsx = "org.gnu.gdb.power.vsx";
    private const string System = "org.replayemu.power.system";

    private static readonly (string Name, int Number)[] special =
    [
        ("srr0", Special.Srr0),
        ("srr1", Special.Srr1),
        ("dar", Special.Dar),
        ("dsisr", Special.Dsisr),
        ("sprg0", Special.Sprg0),
        ("sprg1", Special.Sprg0 + 1),
        ("sprg2", Special.Sprg0 + 2),
        ("sprg3", Special.Sprg3),
        ("cfar", Special.Cfar),
        ("dec", Special.Dec),
        ("pidr", Special.Pidr),
        ("amr", Special.Amr),
        ("pvr", Special.Pvr),
    ];

    internal static IReadOnlyList<DebugSlot> Slots { get; } =
    [
        .. Row("r", DebugSlotKind.General, 64, "uint64", Core),
        .. Row("f", DebugSlotKind.Float, 64, "ieee_double", Fpu),
        One("pc", DebugSlotKind.Pointer, 64, "code_ptr", Core),
        One("msr", DebugSlotKind.Msr, 64, "uint64", Core),
        One("cr", DebugSlotKind.ConditionRegister, 32, "uint32", Core),
        One("lr", DebugSlotKind.Link, 64, "code_ptr", Core),
        One("ctr", DebugSlotKind.Count, 64, "uint64", Core),
        One("xer", DebugSlotKind.Xer, 32, "uint32", Core),
        One("fpscr", DebugSlotKind.FloatStatus, 64, "uint64", Fpu),
        .. Row("vr", DebugSlotKind.Vector, 128, "uint128", Altivec),
        One("vscr", DebugSlotKind.VectorStatus, 32, "uint32", Altivec),
        One("vrsave", DebugSlotKind.Special, 32, "uint32", Altivec, Special.Vrsave),
        .. Enumerable.Range(0, 32).Select(i => One($"vs{i}h", DebugSlotKind.FloatExtension, 64, "uint64", Vsx, i)),
        .. special.Select(item => One(item.Name, DebugSlotKind.Special, 64, "uint64", System, item.Number)),
        One("lpcr", DebugSlotKind.Control, 64, "uint64", System),
        One("process_table", DebugSlotKind.ProcessTable, 64, "uint64", System),
    ];

    internal static IReadOnlyList<DebugRegister> Registers { get; } = [.. Slots.Select(slot => slot.Register)];

    private static DebugSlot[] Row(string prefix, DebugSlotKind kind, int bits, string type, string feature) =>
        [.. Enumerable.Range(0, 32).Select(i => One($"{prefix}{i}", kind, bits, type, feature, i))];

    private static DebugSlot One(
        string name,
        DebugSlotKind kind,
        int bits,
        string type,
        string feature,
        int index = 0
    ) => new(new DebugRegister(name, bits, type, feature) { Architecture = Architecture }, kind, index);
}
