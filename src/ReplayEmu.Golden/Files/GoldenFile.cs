using System;
using System.Buffers;
using System.IO;

namespace ReplayEmu.Golden.Files;

/// <summary>One golden on disk: <c>NAME.verified.txt</c>, and beside it <c>NAME.received.txt</c> while it differs.</summary>
public sealed class GoldenFile
{
    public const string VerifiedSuffix = ".verified.txt";
    public const string ReceivedSuffix = ".received.txt";

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\:*?\"<>|\0");

    private readonly GoldenOptions options;

    /// <param name="directory">Folder; made when something is written.</param>
    /// <param name="name">File name without suffix.</param>
    /// <param name="options">Whether files may be written.</param>
    /// <exception cref="ArgumentException">The name is not a plain file name.</exception>
    public GoldenFile(string directory, string name, GoldenOptions options)
    {
        if (name.Length == 0 || name.StartsWith('.') || name.AsSpan().ContainsAny(NotInNames))
        {
            throw new ArgumentException(
                $"'{name}' is not a golden's name: a plain file name is expected",
                nameof(name)
            );
        }

        this.options = options;
        Name = name;
        VerifiedPath = Path.Combine(directory, name + VerifiedSuffix);
        ReceivedPath = ReceivedPathOf(VerifiedPath);
    }

    /// <summary>The received file that belongs to a verified one.</summary>
    public static string ReceivedPathOf(string verifiedPath) =>
        verifiedPath.EndsWith(VerifiedSuffix, StringComparison.Ordinal)
            ? verifiedPath[..^VerifiedSuffix.Length] + ReceivedSuffix
            : verifiedPath;

    public string Name { get; }

    public string VerifiedPath { get; }

    public string ReceivedPath { get; }

    /// <summary>Compares; on a difference the received file is written, on a match a stale one is deleted.</summary>
    public GoldenResult Compare(string text)
    {
        var received = GoldenText.Normalise(text);
        if (!File.Exists(VerifiedPath))
        {
            WriteReceived(received);
            var diff = UnifiedDiff.Create("/dev/null", Path.GetFileName(ReceivedPath), "", received);
            return new GoldenResult(Name, GoldenOutcome.Missing, MissingMessage(), VerifiedPath, 0, diff);
        }

        var verified = GoldenText.Read(VerifiedPath);
        if (string.Equals(verified, received, StringComparison.Ordinal))
        {
            DeleteReceived();
            return new GoldenResult(Name, GoldenOutcome.Match, $"{Name}: as verified", VerifiedPath);
        }

        WriteReceived(received);
        return new GoldenResult(
            Name,
            GoldenOutcome.Mismatch,
            $"{Name}: differs from {Path.GetFileName(VerifiedPath)}; {HowToApprove()}",
            VerifiedPath,
            0,
            UnifiedDiff.Create(Path.GetFileName(VerifiedPath), Path.GetFileName(ReceivedPath), verified, received)
        );
    }

    /// <summary>Makes the text the verified one.</summary>
    /// <exception cref="InvalidOperationException">The options forbid writing.</exception>
    public void Approve(string text)
    {
        if (!options.MayWrite)
        {
            throw new InvalidOperationException("CI is set: no golden is written");
        }

        GoldenText.Write(VerifiedPath, text);
        DeleteReceived();
    }

    private string MissingMessage() => $"{Name}: no {Path.GetFileName(VerifiedPath)} yet; {HowToApprove()}";

    private string HowToApprove() =>
        options.MayWrite
            ? $"to approve, rename {Path.GetFileName(ReceivedPath)} to {Path.GetFileName(VerifiedPath)}"
            : "run the same outside CI to get the received file, look at it, and approve it";

    private void WriteReceived(string text)
    {
        if (options.MayWrite)
        {
            GoldenText.Write(ReceivedPath, text);
        }
    }

    private void DeleteReceived()
    {
        if (options.MayWrite)
        {
            File.Delete(ReceivedPath);
        }
    }
}
