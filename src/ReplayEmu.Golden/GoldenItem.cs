using System;

namespace ReplayEmu.Golden;

/// <summary>Something that should have a golden.</summary>
/// <param name="Name">For example <c>pc-1.0.nodefaults</c>.</param>
/// <param name="Released">Its golden must not change any more.</param>
/// <param name="Make">Makes the text; called only for goldens that are looked at.</param>
public sealed record GoldenItem(string Name, bool Released, Func<GoldenSubject> Make);

/// <summary>What a golden is compared with, or why there is nothing to compare.</summary>
/// <param name="Text">The text.</param>
/// <param name="Problem">Null, or why the text must not be trusted: <see cref="GoldenOutcome.ViewsDiffer"/> or <see cref="GoldenOutcome.Failed"/>.</param>
/// <param name="Message">One line about the problem.</param>
/// <param name="Diff">Unified diff that shows the problem.</param>
public sealed record GoldenSubject(string Text, GoldenOutcome? Problem = null, string Message = "", string Diff = "");
