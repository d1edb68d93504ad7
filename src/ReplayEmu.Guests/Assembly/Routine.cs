using Iced.Intel;

namespace ReplayEmu.Guests.Assembly;

/// <summary>A place in a <see cref="Segment"/> that can be called, jumped to and found by name in a call trace.</summary>
internal sealed class Routine(Label label, string name)
{
    /// <summary>A field, because placing a label changes it.</summary>
    public Label Label = label;

    public string Name { get; } = name;
}
