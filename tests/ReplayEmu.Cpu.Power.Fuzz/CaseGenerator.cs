using System;
using System.Collections.Generic;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>Random cases of every instruction of the table that a program in problem state can run without a signal.</summary>
internal sealed class CaseGenerator
{
    /// <summary>Clobber the reserved register, leave the case, wait, or read what an emulator is free to choose.</summary>
    private static readonly HashSet<string> excluded =
    [
        "lmw",
        "lswi",
        "lswx",
        "mftb",
        "sc",
        "scv",
        "bctar",
        "wait",
        "dst",
        "dstst",
        "dss",
        "darn",
        // QEMU 7.2 does not insert: it clears what is outside of the mask.
        "vrldmi",
        // Estimates: those here are others.
        "vexptefp",
        "vlogefp",
        // Of the architecture, but not of QEMU.
        "icbt",
        "addpcis",
    ];

    private static readonly int[] specials = [1, 8, 9];
    private readonly List<PatternInfo> rows = [];
    private readonly bool little;
    private SplitMix random;
    private ulong count;

    public CaseGenerator(ulong seed, bool little, IsaLevel level, string? only)
    {
        random = new SplitMix(seed);
        this.little = little;
        foreach (var row in PatternTable.Rows)
        {
            if (
                !row.Privileged
                && row.Since <= level
                && !excluded.Contains(row.Name)
                && (only == null || row.Name == only)
                && !(little && row.Name is "stmw" or "stswi" or "stswx")
            )
            {
                rows.Add(row);
            }
        }

        if (rows.Count == 0)
        {
            throw new ArgumentException($"no instruction '{only}' to test");
        }
    }

    public VectorCase Next()
    {
        var row = rows[(int)(count++ % (ulong)rows.Count)];
        var made = new VectorCase { Name = row.Name, Seed = random.Next() };
        var word = row.Value;
        foreach (var field in row.Fields)
        {
            word |= Field(row, field) << field.Shift;
        }

        made.Word = word;
        if (IsMemory(row.Name))
        {
            PlaceAddress(row, made);
        }

        Operands.Place(row, made, ref random);
        return made;
    }

    /// <summary>True for what accesses storage.</summary>
    private static bool IsMemory(string name) =>
        (name[0] == 'l' && name is not ("lvsl" or "lvsr"))
        || name.StartsWith("st", StringComparison.Ordinal)
        || name is "dcbz" or "dcbf" or "dcbst" or "icbi";

    private uint Field(PatternInfo row, PatternFieldInfo field)
    {
        var any = (uint)random.Next() & ((1u << field.Width) - 1);
        switch (field.Name)
        {
            case "rt" or "rs" when row.Name is "lq" or "stq" or "lqarx" or "stqcx.":
                return (any & 0x1e) % 30;
            case "rt" or "rs" or "ra" or "ra0" or "rb" or "rd":
                return any % VectorLayout.Reserved;
            case "spr":
                return (uint)specials[random.Below(specials.Length)] is var number ? (number & 31) << 5 : 0;
            case "to":
            case "aa":
                return 0;
            case "li":
            case "bd":
                return 2;
            // Exceptions that were enabled would be signals, and QEMU does not set NI so.
            case "bt" when row.Name == "mtfsb1" && any is >= 24 and <= 29:
                return any - 8;
            // QEMU does not round this one to odd.
            case "ro" when row.Name == "xsnmsubqp":
                return 0;
            // Odd registers of pairs are invalid forms.
            case "ft" or "fs" when row.Name is "lfdp" or "lfdpx" or "stfdp" or "stfdpx":
                return any & 30;
            case "u" when row.Name == "mtfsfi":
                return any & 7;
            case "field" when row.Name == "mtfsfi" && any == 6:
                return 7;
            case "uim"
                when row.Name.StartsWith("vextract", StringComparison.Ordinal)
                    || row.Name.StartsWith("vinsert", StringComparison.Ordinal):
                return any & 8;
            case "uim" when row.Name is "xxextractuw" or "xxinsertw":
                return any % 13;
            case "bo" when row.Name == "bcctr":
                return any | 4;
            default:
                return any;
        }
    }

    /// <summary>Makes the registers of the address lead into the memory of the case.</summary>
    private void PlaceAddress(PatternInfo row, VectorCase made)
    {
        var target = VectorLayout.MemoryBase + 64 + (ulong)random.Below(96);
        if (row.Name is "lxvl" or "lxvll" or "stxvl" or "stxvll")
        {
            var (address, length) = (2 + (uint)random.Below(8), 10 + (uint)random.Below(8));
            made.Word = Put(Put(made.Word, Find(row, "ra0")!, address), Find(row, "rb")!, length);
            made.Places.Add(((int)address * 8, target));
            made.Places.Add(((int)length * 8, ((ulong)random.Below(20) << 56) | (random.Next() >> 8)));
            return;
        }

        if (row.Name.EndsWith("cx.", StringComparison.Ordinal) || row.Name.EndsWith("arx", StringComparison.Ordinal))
        {
            target &= ~15UL;
        }

        var a = Find(row, "ra") ?? Find(row, "ra0");
        var b = Find(row, "rb");
        var t = Find(row, "rt") ?? Find(row, "rs");
        var isUpdate = Find(row, "ra") != null;
        var numberT = t?.Get(made.Word) ?? uint.MaxValue;
        uint numberA;
        do
        {
            numberA = (uint)random.Below(VectorLayout.Reserved);
        } while ((isUpdate && numberA == 0) || (numberA & ~1u) == (numberT & ~1u));

        made.Word = Put(made.Word, a!, numberA);
        var displacement = 0UL;
        if (b == null)
        {
            foreach (var field in row.Fields)
            {
                var scale = field.Name switch
                {
                    "si" => 0,
                    "ds" => 2,
                    "dq" => 4,
                    _ => -1,
                };
                if (scale >= 0)
                {
                    var shift = 64 - field.Width;
                    displacement = (ulong)((long)((ulong)field.Get(made.Word) << shift) >> shift) << scale;
                }
            }

            if (numberA == 0)
            {
                // An absolute address of 16 bits is nobody's memory.
                made.Word = Put(made.Word, a!, numberA = numberT <= 3 ? 5u : 2u);
            }

            made.Places.Add(((int)numberA * 8, target - displacement));
            return;
        }

        uint numberB;
        do
        {
            numberB = (uint)random.Below(VectorLayout.Reserved);
        } while (numberB == numberA || (numberB & ~1u) == (numberT & ~1u));

        made.Word = Put(made.Word, b, numberB);
        var start = numberA == 0 && !isUpdate ? 0 : random.Next();
        if (numberA != 0)
        {
            made.Places.Add(((int)numberA * 8, start));
        }

        made.Places.Add(((int)numberB * 8, target - start));
    }

    private static PatternFieldInfo? Find(PatternInfo row, string name)
    {
        foreach (var field in row.Fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }

    private static uint Put(uint word, PatternFieldInfo field, uint value) =>
        (word & ~(((1u << field.Width) - 1) << field.Shift)) | (value << field.Shift);
}
