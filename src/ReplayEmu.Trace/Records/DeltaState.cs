using System;

namespace ReplayEmu.Trace.Records;

/// <summary>
/// What the records of a chunk are coded against. Fresh at the start of every chunk, so that a chunk decodes alone; the same on
/// both sides by construction.
/// </summary>
internal sealed class DeltaState
{
    internal ulong Icount;
    internal ulong Pc;
    internal readonly ulong[] Address = new ulong[RecordKinds.Count];
    internal readonly uint[] Size = new uint[RecordKinds.Count];
    internal readonly ushort[] Source = new ushort[RecordKinds.Count];

    internal void Start(ulong icount)
    {
        Icount = icount;
        Pc = 0;
        Array.Clear(Address);
        Array.Clear(Size);
        Array.Clear(Source);
    }
}
