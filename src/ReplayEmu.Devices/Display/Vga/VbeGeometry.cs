namespace ReplayEmu.Devices.Display.Vga;

/// <summary>Where the lines of a linear mode are in video memory.</summary>
internal static unsafe class VbeGeometry
{
    public static bool IsEnabled(VgaState* state) => (state->Vbe[(int)VbeRegister.Enable] & Vbe.Enabled) != 0;

    /// <summary>Bits of a pixel as stored: 15-bit pixels take 16.</summary>
    public static uint StoredBits(VgaState* state) =>
        state->Vbe[(int)VbeRegister.BitsPerPixel] is var bits && bits == 15 ? 16u : bits;

    /// <summary>Bytes from one line to the next; with 4 bits, of the interleaved planes.</summary>
    public static ulong LineBytes(VgaState* state) =>
        (ulong)state->Vbe[(int)VbeRegister.VirtualWidth] * StoredBits(state) / 8;

    /// <summary>First byte shown.</summary>
    public static ulong Start(VgaState* state) =>
        state->Vbe[(int)VbeRegister.YOffset] * LineBytes(state)
        + (ulong)state->Vbe[(int)VbeRegister.XOffset] * StoredBits(state) / 8;
}
