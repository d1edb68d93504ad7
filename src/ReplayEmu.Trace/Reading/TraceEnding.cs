namespace ReplayEmu.Trace;

/// <summary>How the file ended, known once a reader has come there.</summary>
/// <param name="IsComplete">End record and footer are there.</param>
/// <param name="GoodBytes">Bytes from the start of the file up to which everything is whole.</param>
/// <param name="LastIcount">Tick of the last record.</param>
/// <param name="Text">One sentence for people.</param>
public sealed record TraceEnding(bool IsComplete, long GoodBytes, ulong LastIcount, string Text);
