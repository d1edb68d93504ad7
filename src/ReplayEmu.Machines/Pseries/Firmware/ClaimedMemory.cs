using ReplayEmu.Devices.Pseries.Firmware;
using ReplayEmu.Machine;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>Which memory is taken: services claim and release (IEEE 1275-1994, 6.3.2.6).</summary>
internal sealed unsafe class ClaimedMemory(VirtualMachine machine, ulong limit)
{
    private readonly OpenFirmwareState* state = machine.Arena.Add<OpenFirmwareState>("open-firmware");

    public void Clear() => *state = default;

    /// <summary>Takes a range, at an address (alignment 0) or wherever there is room; null when there is none.</summary>
    public ulong? Claim(ulong address, ulong size, ulong alignment)
    {
        if (size == 0 || size > limit)
        {
            return null;
        }

        if (alignment == 0)
        {
            return Take(address, size) ? address : null;
        }

        if ((alignment & (alignment - 1)) != 0)
        {
            return null;
        }

        // Behind each claim in turn.
        ulong candidate = 0;
        for (var i = 0; i <= (int)state->Claims; i++)
        {
            candidate = (candidate + alignment - 1) & ~(alignment - 1);
            if (Take(candidate, size))
            {
                return candidate;
            }

            candidate = i < (int)state->Claims ? state->ClaimStart[i] + state->ClaimSize[i] : limit;
        }

        return null;
    }

    /// <summary>Gives back what was claimed with this address and size; other ranges are left as they are.</summary>
    public void Release(ulong address, ulong size)
    {
        for (var i = 0; i < (int)state->Claims; i++)
        {
            if (state->ClaimStart[i] == address && state->ClaimSize[i] == size)
            {
                state->Claims--;
                for (var j = i; j < (int)state->Claims; j++)
                {
                    (state->ClaimStart[j], state->ClaimSize[j]) = (state->ClaimStart[j + 1], state->ClaimSize[j + 1]);
                }

                return;
            }
        }
    }

    private bool Take(ulong address, ulong size)
    {
        if (address > limit || size > limit - address || state->Claims == OpenFirmwareState.MaxClaims)
        {
            return false;
        }

        var place = 0;
        for (; place < (int)state->Claims && state->ClaimStart[place] < address; place++)
        {
            if (address - state->ClaimStart[place] < state->ClaimSize[place])
            {
                return false;
            }
        }

        if (place < (int)state->Claims && state->ClaimStart[place] - address < size)
        {
            return false;
        }

        for (var i = (int)state->Claims; i > place; i--)
        {
            (state->ClaimStart[i], state->ClaimSize[i]) = (state->ClaimStart[i - 1], state->ClaimSize[i - 1]);
        }

        (state->ClaimStart[place], state->ClaimSize[place]) = (address, size);
        state->Claims++;
        return true;
    }
}
