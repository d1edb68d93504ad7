using System;
using System.Collections.Immutable;

namespace ReplayEmu.Lockstep.Registers;

/// <summary>The registers that are compared, as numbers of one row of values; the names are those of reports, options and logs.</summary>
public static class RegisterSet
{
    public const int Esp = 4;
    public const int GeneralCount = 16;
    public const int Eip = 16;
    public const int Eflags = 17;

    /// <summary>Selector, base, limit and attributes of ES CS SS DS FS GS LDTR TR.</summary>
    public const int FirstSegment = 18;
    public const int SegmentFields = 4;
    public const int SegmentCount = 8;
    public const int CsBase = FirstSegment + SegmentFields + 1;
    public const int GdtBase = FirstSegment + (SegmentFields * SegmentCount);
    public const int GdtLimit = GdtBase + 1;
    public const int IdtBase = GdtBase + 2;
    public const int IdtLimit = GdtBase + 3;
    public const int Cr0 = GdtBase + 4;
    public const int Cr2 = Cr0 + 1;
    public const int Cr3 = Cr0 + 2;
    public const int Cr4 = Cr0 + 3;
    public const int Efer = Cr0 + 4;
    public const int Cpl = Cr0 + 5;
    public const int SystemManagement = Cr0 + 6;
    public const int Dr0 = Cr0 + 7;
    public const int Dr6 = Dr0 + 4;
    public const int Dr7 = Dr0 + 5;
    public const int Count = Dr7 + 1;

    /// <summary>Names by number.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. (ReadOnlySpan<string>)["eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"],
        .. (ReadOnlySpan<string>)["r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "eip", "eflags"],
        .. Segment("es"),
        .. Segment("cs"),
        .. Segment("ss"),
        .. Segment("ds"),
        .. Segment("fs"),
        .. Segment("gs"),
        .. Segment("ldtr"),
        .. Segment("tr"),
        .. (ReadOnlySpan<string>)["gdt.base", "gdt.limit", "idt.base", "idt.limit"],
        .. (ReadOnlySpan<string>)["cr0", "cr2", "cr3", "cr4", "efer", "cpl", "smm"],
        .. (ReadOnlySpan<string>)["dr0", "dr1", "dr2", "dr3", "dr6", "dr7"],
    ];

    /// <summary>The number of a name, or -1.</summary>
    public static int Find(string name) => Names.IndexOf(name);

    private static string[] Segment(string name) => [name, name + ".base", name + ".limit", name + ".attributes"];
}
