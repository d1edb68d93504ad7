using System.Collections.Generic;
using System.Globalization;
using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Legacy;

/// <summary>Places in 32-bit code whose address the code itself needs: each has a word of data, filled in when the segment is linked.</summary>
internal sealed class CodePlaces(Segment segment)
{
    private readonly List<CodePlace> places = [];

    public CodePlace Declare()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{places.Count}");
        var place = new CodePlace(segment.Declare(name), segment.Data(new byte[sizeof(uint)], sizeof(uint)));
        places.Add(place);
        return place;
    }

    /// <summary>The place is here.</summary>
    public void Put(CodePlace place) => segment.Place(place.Routine);

    /// <summary>Loads the address of a place.</summary>
    public void Load(AssemblerRegister32 register, CodePlace place) =>
        segment.Code.mov(register, __dword_ptr[place.Slot]);

    public void Complete(LinkedSegment linked)
    {
        foreach (var place in places)
        {
            linked.Patch32(place.Slot, linked.AddressOf(place.Routine));
        }
    }
}

/// <summary>One place.</summary>
/// <param name="Slot">Linear address of the word that holds its address.</param>
internal sealed record CodePlace(Routine Routine, uint Slot);
