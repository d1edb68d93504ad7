using ReplayEmu.Cpu.Power.Instructions;
using ReplayEmu.Cpu.Power.Model;

namespace ReplayEmu.Cpu.Power.Decode;

/// <summary>From a word to a decoded instruction.</summary>
internal static unsafe class Decoder
{
    /// <param name="word">As the processor sees it, whatever the byte order in memory.</param>
    /// <param name="mode">See <see cref="CodeMode"/>.</param>
    /// <param name="level">What the model has.</param>
    /// <param name="op">Filled but for its place in the block.</param>
    public static void Decode(uint word, CodeMode mode, IsaLevel level, DecodedOp* op)
    {
        *op = new DecodedOp { Word = word };
        var row = PatternTable.Find(word);
        if (row < 0 || PatternTable.Rows[row].Since > level)
        {
            op->Handler = &Interruptions.Illegal;
            op->Ends = 1;
            return;
        }

        var info = PatternTable.Rows[row];
        op->Row = (ushort)row;
        if (info.Privileged && (mode & CodeMode.User) != 0)
        {
            op->Handler = &Interruptions.Privileged;
            op->Ends = 1;
            return;
        }

        if (Needed(info.Facility, word) is var needed && (mode & needed) != needed)
        {
            op->Imm = needed switch
            {
                CodeMode.Float => Exceptions.Vector.FloatUnavailable,
                CodeMode.Vector => Exceptions.Vector.VectorUnavailable,
                _ => Exceptions.Vector.VsxUnavailable,
            };
            op->Handler = &Interruptions.Unavailable;
            op->Ends = 1;
            return;
        }

        foreach (var rule in info.Rules)
        {
            rule.Apply(word, op);
        }

        op->Ends = info.Ends ? (ushort)1 : (ushort)0;
        op->Handler = PatternTable.Handler(info.HandlerFor(word, mode));
        var lower = PatternTable.Lower(row);
        if (lower != null)
        {
            lower(op);
        }
    }

    private static CodeMode Needed(Facility facility, uint word) =>
        facility switch
        {
            Facility.Float => CodeMode.Float,
            Facility.Vector => CodeMode.Vector,
            Facility.Vsx => CodeMode.Vsx,
            Facility.FloatOrVector => (word & 1) == 0 ? CodeMode.Float : CodeMode.Vector,
            Facility.VsxOrVector => (word & 1) == 0 ? CodeMode.Vsx : CodeMode.Vector,
            Facility.VsxOrVectorDq => (word & 8) == 0 ? CodeMode.Vsx : CodeMode.Vector,
            _ => CodeMode.None,
        };
}
