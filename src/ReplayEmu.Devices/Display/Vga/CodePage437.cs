namespace ReplayEmu.Devices.Display.Vga;

/// <summary>The character set of the VGA's ROM fonts.</summary>
internal static class CodePage437
{
    private const string Control = " ☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼";

    private const string High =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
        + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ";

    /// <summary>What a character code looks like; 0 and 255 are blanks.</summary>
    public static char ToChar(byte code) =>
        code switch
        {
            < 0x20 => Control[code],
            0x7f => '⌂',
            >= 0x80 => High[code - 0x80],
            _ => (char)code,
        };
}
