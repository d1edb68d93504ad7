using System;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>Services about the device tree (IEEE 1275-1994, 6.3.2.2). A handle of a node is its number.</summary>
internal sealed class ClientTree(DeviceTree tree)
{
    /// <summary>Node that other nodes refer to by a number of its own.</summary>
    private const uint InterruptController = PseriesTree.InterruptController;

    /// <summary>More than the 32 of the standard, for PAPR has longer names.</summary>
    private const int NameSize = 64;
    private const int MaxValue = 1 << 16;

    /// <summary>False when it is none of these.</summary>
    public bool Serve(ClientCall call, ReplayEmu.Machine.Memory.AddressSpace memory)
    {
        switch (call.Service)
        {
            case "finddevice":
                call.Return(
                    0,
                    HandleOf(tree.Find(call.Text(call[0]))) is var found and not 0 ? found : ClientCall.Failed
                );
                return true;
            case "peer":
                call.Return(0, call[0] == 0 ? DeviceTree.Root : Related(call[0], tree.SiblingOf));
                return true;
            case "child":
                call.Return(0, Related(call[0], tree.ChildOf));
                return true;
            case "parent":
                call.Return(0, Related(call[0], tree.ParentOf));
                return true;
            case "getproplen":
                call.Return(
                    0,
                    NodeOf(call[0]) is var owner and not 0 && tree.TryGet(owner, call.Text(call[1]), out var value)
                        ? (uint)value.Length
                        : ClientCall.Failed
                );
                return true;
            case "getprop":
                call.Return(0, GetProperty(call));
                return true;
            case "nextprop":
                call.Return(0, NextProperty(call));
                return true;
            case "setprop":
                call.Return(0, SetProperty(call, memory));
                return true;
            case "package-to-path":
            case "instance-to-path":
                call.Return(
                    0,
                    NodeOf(call[0] & ~FirmwareTree.Instance) is var node and not 0
                        ? call.Store(call[1], call[2], tree.PathOf(node))
                        : ClientCall.Failed
                );
                return true;
            case "canon":
                call.Return(
                    0,
                    tree.Find(call.Text(call[0])) is var named and not 0
                        ? call.Store(call[1], call[2], tree.PathOf(named))
                        : ClientCall.Failed
                );
                return true;
            case "instance-to-package":
                call.Return(0, IsInstance(call[0], out var package) ? HandleOf(package) : ClientCall.Failed);
                return true;
            default:
                return false;
        }
    }

    /// <summary>True for the handle of an instance; its node.</summary>
    public bool IsInstance(uint handle, out int node)
    {
        node = NodeOf(handle & ~FirmwareTree.Instance);
        return (handle & FirmwareTree.Instance) != 0 && node != DeviceTree.None;
    }

    private uint Related(uint handle, Func<int, int> relation) =>
        NodeOf(handle) is var node and not 0 ? HandleOf(relation(node)) : 0;

    private uint GetProperty(ClientCall call) =>
        NodeOf(call[0]) is var node and not 0 && tree.TryGet(node, call.Text(call[1]), out var value)
            ? call.Store(call[2], call[3], value)
            : ClientCall.Failed;

    private uint NextProperty(ClientCall call)
    {
        if (NodeOf(call[0]) is not (var node and not 0))
        {
            return ClientCall.Failed;
        }

        var previous = call[1] == 0 ? "" : call.Text(call[1]);
        if (previous.Length != 0 && !tree.TryGet(node, previous, out _))
        {
            return ClientCall.Failed;
        }

        var next = tree.PropertyAfter(node, previous);
        call.Store(call[2], NameSize, next ?? "");
        return next is null ? 0u : 1;
    }

    private uint SetProperty(ClientCall call, ReplayEmu.Machine.Memory.AddressSpace memory)
    {
        var size = call[3];
        if (NodeOf(call[0]) is not (var node and not 0) || size > MaxValue)
        {
            return ClientCall.Failed;
        }

        var value = new byte[size];
        memory.ReadBytes(call[2], value);
        tree.Put(node, call.Text(call[1]), value);
        return size;
    }

    /// <summary>0 for what is no handle.</summary>
    private int NodeOf(uint handle) =>
        handle == InterruptController ? tree.Find("/interrupt-controller")
        : handle < int.MaxValue && tree.IsNode((int)handle) ? (int)handle
        : DeviceTree.None;

    private uint HandleOf(int node) =>
        node != DeviceTree.None && node == tree.Find("/interrupt-controller") ? InterruptController : (uint)node;
}
