using System.Collections.Generic;

namespace ReplayEmu.Host.Images.Overlays;

/// <summary>What one run wrote.</summary>
/// <param name="Before">SHA-256 of the contents before that run.</param>
/// <param name="Pages">Numbers of the pages, ascending.</param>
/// <param name="Data">Where in the file the first page is; the others follow.</param>
internal sealed record OverlayLayer(string Before, IReadOnlyList<long> Pages, long Data);
