using System;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Images;

/// <summary>A disk image in a file, known by the hash of its contents as the guest sees them.</summary>
public interface IDiskImage : IImage, IDisposable
{
    /// <summary>64 lower-case hex digits.</summary>
    string Sha256 { get; }
}
