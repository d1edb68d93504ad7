using ReplayEmu.Devices.Pseries.Xics;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Pseries.Phb;

/// <summary>The four wires of the bus as level sources.</summary>
internal sealed class PhbWires : IIrqSink
{
    private readonly XicsDevice xics;
    private readonly int[] inputs = new int[4];

    public PhbWires(XicsDevice xics, uint first)
    {
        this.xics = xics;
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = xics.Declare(first + (uint)i, isLevel: true);
        }
    }

    public void SetInput(int input, bool level) => xics.SetInput(inputs[input], level);
}
