using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace ReplayEmu.Golden.Files;

/// <summary>
/// The text form of a golden: LF line ends, UTF-8 without a byte order mark, no final newline (as Verify writes its files).
/// On reading, a byte order mark, CR LF and final newlines that an editor added are forgiven.
/// </summary>
public static class GoldenText
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>LF line ends and no newline at the end; applied to both sides of every comparison.</summary>
    public static string Normalise(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return lines.TrimEnd('\n').TrimStart('\uFEFF');
    }

    public static string Read(string path) => Normalise(File.ReadAllText(path, Encoding));

    /// <summary>Writes through a temporary name, so that a full disk leaves the old file as it was.</summary>
    public static void Write(string path, string text, bool finalNewline = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".partial";
        try
        {
            File.WriteAllText(partial, Normalise(text) + (finalNewline ? "\n" : ""), Encoding);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>SHA-256 of a file's bytes, 64 lower-case hex digits, as <c>sha256sum</c> prints it.</summary>
    public static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
