using System.Text;

namespace ReplayEmu.Gdb.Packets;

/// <summary>Frames an answer: $, escaped bytes, # and the checksum.</summary>
public static class PacketWriter
{
    /// <param name="answer">Characters below 256.</param>
    public static byte[] Frame(string answer)
    {
        var framed = new StringBuilder("$");
        byte sum = 0;
        foreach (var letter in answer)
        {
            if (letter is '#' or '$' or '}' or '*')
            {
                framed.Append('}');
                sum += (byte)'}';
                Append((char)(letter ^ 0x20));
            }
            else
            {
                Append(letter);
            }
        }

        framed.Append('#').Append(sum.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return Encoding.Latin1.GetBytes(framed.ToString());

        void Append(char letter)
        {
            framed.Append(letter);
            sum += (byte)letter;
        }
    }
}
