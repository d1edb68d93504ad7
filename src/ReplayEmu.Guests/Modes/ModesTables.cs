using System;
using System.Buffers.Binary;

namespace ReplayEmu.Guests.Modes;

/// <summary>Descriptors, gates and page tables of the guest that visits the modes.</summary>
internal static class ModesTables
{
    private const int PageBytes = 0x1000;

    /// <summary>Global descriptor table; the task state segment's descriptor has 16 bytes.</summary>
    public static byte[] Descriptors()
    {
        var table = new byte[0x50];
        Put(table, ModesMap.Code64, 0x00af_9b00_0000_ffff);
        Put(table, ModesMap.Data, 0x00cf_9300_0000_ffff);
        Put(table, ModesMap.UserCode32 & ~7, 0x00cf_fb00_0000_ffff);
        Put(table, ModesMap.UserData & ~7, 0x00cf_f300_0000_ffff);
        Put(table, ModesMap.UserCode64 & ~7, 0x00af_fb00_0000_ffff);
        Put(table, ModesMap.Code32, 0x00cf_9b00_0000_ffff);
        Put(table, ModesMap.Task, 0x0000_8912_2000_0067);
        return table;
    }

    /// <summary>64-bit task state segment: RSP0 and the first entry of the interrupt stack table.</summary>
    public static byte[] TaskState()
    {
        var segment = new byte[0x68];
        Put(segment, 4, ModesMap.TrapStack);
        Put(segment, 36, ModesMap.FirstInterruptStack);
        return segment;
    }

    /// <summary>Interrupt gates. #UD has a stack of its own; user code may call one of them.</summary>
    public static byte[] Gates(uint[] handlers)
    {
        var table = new byte[handlers.Length * 16];
        for (var vector = 0; vector < handlers.Length; vector++)
        {
            ulong handler = handlers[vector];
            ulong attributes = vector switch
            {
                6 => 0x8e01,
                ModesMap.Call => 0xee00,
                _ => 0x8e00,
            };
            var low = (handler & 0xffff) | ((ulong)ModesMap.Code64 << 16);
            Put(table, vector * 16, low | (attributes << 32) | (handler >> 16 << 48));
        }

        return table;
    }

    /// <summary>8 MiB at 0 for everyone and again at the upper half for the supervisor.</summary>
    public static byte[] PageTables()
    {
        var tables = new byte[6 * PageBytes];
        Put(tables, 0, Table(1) | 7);
        Put(tables, 511 * 8, Table(3) | 3);
        Put(tables, PageBytes, Table(2) | 7);
        Put(tables, (3 * PageBytes) + (510 * 8), Table(4) | 3);
        for (var i = 0; i < 4; i++)
        {
            Put(tables, (2 * PageBytes) + (i * 8), ((ulong)i << 21) | 0x87);
            Put(tables, (4 * PageBytes) + (i * 8), ((ulong)i << 21) | 0x83);
        }

        Put(tables, (2 * PageBytes) + (3 * 8), Table(5) | 7);
        Put(tables, 5 * PageBytes, ModesMap.SmallPages | 1);
        Put(tables, (5 * PageBytes) + 8, (ModesMap.SmallPages + PageBytes) | 3 | (1UL << 63));
        return tables;
    }

    private static ulong Table(int number) => ModesMap.PageTables + (ulong)(number * PageBytes);

    private static void Put(byte[] table, int at, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(table.AsSpan(at), value);
}
