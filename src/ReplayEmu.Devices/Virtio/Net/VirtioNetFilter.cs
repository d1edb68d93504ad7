using System;
using System.Buffers.Binary;
using ReplayEmu.Devices.Network;

namespace ReplayEmu.Devices.Virtio.Net;

/// <summary>Which frames a network device takes, and the control commands that say so (Virtio 1.2, section 5.1.6.5).</summary>
internal sealed unsafe class VirtioNetFilter(VirtioNetState* state, byte[] address)
{
    private const int AllGroups = 1;
    private const int AllStations = 2;
    private const int NoGroups = 3;
    private const int NoStations = 4;
    private const int StationsOverflow = 6;
    private const int GroupsOverflow = 7;
    private const ushort VlanType = 0x8100;
    private readonly VirtioNetState* state = state;

    public ReadOnlySpan<byte> Address => new(state->Address, MacAddress.Size);

    /// <summary>As at power-on: everything is taken until a driver says otherwise.</summary>
    public void Reset()
    {
        *state = default;
        SetAddress(address);
        state->Modes = 1;
        new Span<ulong>(state->Vlans, 64).Fill(ulong.MaxValue);
    }

    /// <summary>The driver knows filters for VLANs: it names those that it wants.</summary>
    public void ClearVlans() => new Span<ulong>(state->Vlans, 64).Clear();

    public void SetAddress(ReadOnlySpan<byte> value) => value.CopyTo(new Span<byte>(state->Address, MacAddress.Size));

    public bool Accepts(ReadOnlySpan<byte> frame)
    {
        if (IsOn(VirtioNetRegister.Promiscuous))
        {
            return true;
        }

        if (frame.Length >= 16 && BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) == VlanType)
        {
            var vlan = BinaryPrimitives.ReadUInt16BigEndian(frame[14..]) & 0xfff;
            if ((state->Vlans[vlan >> 6] & (1ul << (vlan & 63))) == 0)
            {
                return false;
            }
        }

        var target = frame[..MacAddress.Size];
        if ((target[0] & 1) == 0)
        {
            return !IsOn(NoStations)
                && (
                    IsOn(AllStations)
                    || IsOn(StationsOverflow)
                    || target.SequenceEqual(Address)
                    || IsListed(target, 0, state->Stations)
                );
        }

        if (target.IndexOfAnyExcept((byte)0xff) < 0)
        {
            return !IsOn(VirtioNetRegister.NoBroadcast);
        }

        return !IsOn(NoGroups)
            && (IsOn(AllGroups) || IsOn(GroupsOverflow) || IsListed(target, state->Stations, state->Groups));
    }

    /// <summary>Command: a receive mode on or off.</summary>
    public byte SetMode(byte mode, ReadOnlySpan<byte> data)
    {
        if (mode > VirtioNetRegister.NoBroadcast || data.Length < 1)
        {
            return VirtioNetRegister.Failed;
        }

        Set(mode, data[0] != 0);
        return VirtioNetRegister.Ok;
    }

    /// <summary>Command: the table of addresses; a list that is too long means all of its kind.</summary>
    public byte SetTable(ReadOnlySpan<byte> data)
    {
        if (
            !TrySplit(ref data, out var stations)
            || !TrySplit(ref data, out var groups)
            || stations.Length + groups.Length > int.MaxValue
        )
        {
            return VirtioNetRegister.Failed;
        }

        state->Stations = 0;
        state->Groups = 0;
        Set(StationsOverflow, !Add(stations, ref state->Stations));
        Set(GroupsOverflow, !Add(groups, ref state->Groups));
        return VirtioNetRegister.Ok;
    }

    /// <summary>Command: take frames of a VLAN, or no longer.</summary>
    public byte SetVlan(byte command, ReadOnlySpan<byte> data)
    {
        if (data.Length < 2 || command > 1)
        {
            return VirtioNetRegister.Failed;
        }

        var vlan = BinaryPrimitives.ReadUInt16LittleEndian(data);
        if (vlan > 0xfff)
        {
            return VirtioNetRegister.Failed;
        }

        var bit = 1ul << (vlan & 63);
        state->Vlans[vlan >> 6] = command == 0 ? state->Vlans[vlan >> 6] | bit : state->Vlans[vlan >> 6] & ~bit;
        return VirtioNetRegister.Ok;
    }

    private static bool TrySplit(ref ReadOnlySpan<byte> data, out ReadOnlySpan<byte> list)
    {
        list = default;
        if (data.Length < 4)
        {
            return false;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(data);
        data = data[4..];
        if (count > (uint)data.Length / MacAddress.Size)
        {
            return false;
        }

        list = data[..((int)count * MacAddress.Size)];
        data = data[list.Length..];
        return true;
    }

    private bool Add(ReadOnlySpan<byte> list, ref byte count)
    {
        var taken = state->Stations * MacAddress.Size;
        if (list.Length > (VirtioNetState.TableSize * MacAddress.Size) - taken)
        {
            return false;
        }

        list.CopyTo(new Span<byte>(state->Table + taken, list.Length));
        count = (byte)(list.Length / MacAddress.Size);
        return true;
    }

    private bool IsListed(ReadOnlySpan<byte> address, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            if (address.SequenceEqual(new ReadOnlySpan<byte>(state->Table + (i * MacAddress.Size), MacAddress.Size)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOn(int mode) => (state->Modes & (1 << mode)) != 0;

    private void Set(int mode, bool isOn) =>
        state->Modes = (byte)(isOn ? state->Modes | (1 << mode) : state->Modes & ~(1 << mode));
}
