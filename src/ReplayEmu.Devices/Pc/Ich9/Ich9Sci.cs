using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Pc.Ich9;

/// <summary>The system control interrupt on the request that ACPI_CNTL chooses: 9, 10, 11, 20 or 21; the reserved codes choose none.</summary>
internal sealed unsafe class Ich9Sci : IIrqSink
{
    private readonly Ich9LpcState* state;
    private readonly IIrqSink isa;
    private readonly IIrqSink requests;
    private int request = 9;

    /// <param name="isa">Requests 0 to 15, shared with PCI wires.</param>
    /// <param name="requests">Requests 0 to 23.</param>
    public Ich9Sci(Ich9LpcState* state, IIrqSink isa, IIrqSink requests)
    {
        this.state = state;
        this.isa = isa;
        this.requests = requests;
    }

    public void SetInput(int input, bool level)
    {
        state->Sci = level ? (byte)1 : (byte)0;
        Drive(level);
    }

    /// <summary>ACPI_CNTL was written, or the state replaced.</summary>
    /// <param name="code">Bits 2..0.</param>
    /// <param name="drives">False when the lines have the right levels already.</param>
    public void Choose(int code, bool drives)
    {
        var chosen = code switch
        {
            0 => 9,
            1 => 10,
            2 => 11,
            4 => 20,
            5 => 21,
            _ => -1,
        };
        if (chosen == request)
        {
            return;
        }

        var isAsserted = drives && state->Sci != 0;
        if (isAsserted)
        {
            Drive(false);
        }

        request = chosen;
        if (isAsserted)
        {
            Drive(true);
        }
    }

    private void Drive(bool level)
    {
        if (request >= 0)
        {
            (request < 16 ? isa : requests).SetInput(request, level);
        }
    }
}
