namespace ReplayEmu.Trace.Frames;

/// <summary>What a frame holds: the first byte of its content. FORMAT.md lists the same numbers.</summary>
public enum FrameKind : byte
{
    /// <summary>LZ4 frame: versions and the machine; always the first.</summary>
    Header = 1,

    /// <summary>LZ4 frame: a chunk of records.</summary>
    Records = 2,

    /// <summary>LZ4 frame: a part of an embedded image.</summary>
    Image = 3,

    /// <summary>Skippable frame: where the chunks since the last index are.</summary>
    Index = 4,

    /// <summary>Skippable frame: where the index frames are; always the last.</summary>
    Footer = 5,
}
