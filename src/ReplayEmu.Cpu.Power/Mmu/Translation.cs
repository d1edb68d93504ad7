using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Machine.Cpu.Engine;

namespace ReplayEmu.Cpu.Power;

/// <content>Effective to physical addresses.</content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>In real mode without hypervisor state the upper four bits of an address are ignored.</summary>
    private const ulong RealMask = (1UL << 60) - 1;
    private readonly TlbState* tlb;
    private readonly HostTlb realHost = HostTlb.Create();
    private readonly HostTlb realCodeHost = HostTlb.Create();
    private readonly HostTlb supervisorHost = HostTlb.Create();
    private readonly HostTlb userHost = HostTlb.Create();
    private readonly HostTlb supervisorCodeHost = HostTlb.Create();
    private readonly HostTlb userCodeHost = HostTlb.Create();
    private TranslationSet dataSet;
    private TranslationSet codeSet;
    private ulong ipMask;

    /// <summary>The <see cref="CodeMode"/> of the present MSR.</summary>
    private int mode;

    /// <summary>Host pages for data in the present mode.</summary>
    internal HostTlbEntry* Tlb;

    /// <summary>Host pages for instructions in the present mode.</summary>
    internal HostTlbEntry* CodeTlb;

    private HostTlb[] Sets =>
        field ??= [realHost, realCodeHost, supervisorHost, userHost, supervisorCodeHost, userCodeHost];

    /// <summary>A translation was made since all were dropped. False only when it is certain that there is none.</summary>
    private bool hasTranslations = true;

    /// <summary>Drops all translations.</summary>
    public void FlushTlb()
    {
        if (hasTranslations)
        {
            *tlb = default;
            ForgetHost();
            hasTranslations = false;
        }
    }

    /// <summary>Drops the translations of all pages whose place in the TLB is that of a range; bits above 20 of it do not matter.</summary>
    /// <param name="address">Begin, effective or virtual.</param>
    /// <param name="shift">Logarithm of its size.</param>
    public void FlushTlbRange(ulong address, int shift)
    {
        if (shift > 16)
        {
            FlushTlb();
            return;
        }

        for (ulong page = 0; page < 1UL << (shift - 12); page++)
        {
            FlushIndex((address & ~((1UL << shift) - 1)) + (page << 12));
        }
    }

    /// <summary>Drops the translations of the lower quarter of addresses, which belong to a process.</summary>
    private void FlushProcess()
    {
        if (!hasTranslations)
        {
            return;
        }

        for (ulong index = 0; index < HostTlb.Count; index++)
        {
            if (
                IsProcess(tlb->SupervisorTag[(int)index])
                || IsProcess(tlb->UserTag[(int)index])
                || IsProcess(tlb->SupervisorCodeTag[(int)index])
                || IsProcess(tlb->UserCodeTag[(int)index])
            )
            {
                FlushIndex(index << 12);
            }
        }
    }

    private static bool IsProcess(ulong tag) => (tag & 1) != 0 && tag >> QuadrantShift == 0;

    private void FlushIndex(ulong address)
    {
        var index = (int)HostTlb.IndexOf(address);
        tlb->SupervisorTag[index] = 0;
        tlb->UserTag[index] = 0;
        tlb->SupervisorCodeTag[index] = 0;
        tlb->UserCodeTag[index] = 0;
        supervisorHost.ForgetPage(address);
        userHost.ForgetPage(address);
        supervisorCodeHost.ForgetPage(address);
        userCodeHost.ForgetPage(address);
    }

    private void ForgetHost()
    {
        foreach (var set in Sets)
        {
            set.Forget();
        }
    }

    /// <summary>Replaces MSR; the running block must be left after it.</summary>
    public void SetMsr(ulong value)
    {
        State->Msr = value & MsrBits.Settable;
        if ((value & MsrBits.Pr) != 0)
        {
            // Problem state has interrupts and translation on (Book III, 3.2.1).
            State->Msr |= MsrBits.Ee | MsrBits.Ir | MsrBits.Dr;
        }

        MsrChanged();
    }

    private void MsrChanged()
    {
        var msr = State->Msr;
        ipMask = (msr & MsrBits.Sf) != 0 ? ~0UL : uint.MaxValue;
        var next = CodeMode.None;
        next |= (msr & MsrBits.Le) != 0 ? CodeMode.Little : 0;
        next |= (msr & MsrBits.Sf) != 0 ? CodeMode.Wide : 0;
        next |= (msr & MsrBits.Pr) != 0 ? CodeMode.User : 0;
        next |= (msr & MsrBits.Fp) != 0 ? CodeMode.Float : 0;
        next |= (msr & MsrBits.Vec) != 0 ? CodeMode.Vector : 0;
        next |= (msr & MsrBits.Vsx) != 0 ? CodeMode.Vsx : 0;
        mode = (int)next;
        var user = (msr & MsrBits.Pr) != 0;
        dataSet =
            (msr & MsrBits.Dr) == 0 ? Real(realHost)
            : user ? Translated(&tlb->UserTag, &tlb->UserPhysical, userHost, isUser: true)
            : Translated(&tlb->SupervisorTag, &tlb->SupervisorPhysical, supervisorHost, isUser: false);
        codeSet =
            (msr & MsrBits.Ir) == 0 ? Real(realCodeHost)
            : user ? Translated(&tlb->UserCodeTag, &tlb->UserCodePhysical, userCodeHost, isUser: true)
            : Translated(&tlb->SupervisorCodeTag, &tlb->SupervisorCodePhysical, supervisorCodeHost, isUser: false);
        Tlb = dataSet.Host.Entries;
        CodeTlb = codeSet.Host.Entries;
    }

    private static TranslationSet Real(HostTlb host) => new() { Host = host };

    private static TranslationSet Translated(TlbWords* tag, TlbWords* physical, HostTlb host, bool isUser) =>
        new()
        {
            Tag = (ulong*)tag,
            Physical = (ulong*)physical,
            Host = host,
            IsUser = isUser,
        };

    /// <summary>Translates an access within one page; false after the interrupt was taken.</summary>
    /// <param name="op">The accessing instruction; null for a fetch.</param>
    private bool Translate(ref TranslationSet set, ulong address, AccessKind kind, DecodedOp* op, out ulong physical)
    {
        if (set.Tag == null)
        {
            physical = address & RealMask;
            return true;
        }

        var index = HostTlb.IndexOf(address);
        var page = address & ~0xfffUL;
        var word = set.Physical[index];
        var needed = kind switch
        {
            AccessKind.Write => TranslationSet.MayWrite,
            AccessKind.Read => TranslationSet.MayRead,
            _ => 0UL,
        };
        if (set.Tag[index] != (page | 1) || (word & needed) != needed)
        {
            set.FlushPage(address);
            hasTranslations = true;
            if (!Walk(address, kind, set.IsUser, op, out word))
            {
                physical = 0;
                return false;
            }

            set.Tag[index] = page | 1;
            set.Physical[index] = word;
        }

        physical = (word & ~0xfffUL) | (address & 0xfff);
        return true;
    }

    /// <summary>Where a page that was just translated is.</summary>
    private static ulong Physical(ref TranslationSet set, ulong address) =>
        set.Tag == null ? address & RealMask : (set.Physical[HostTlb.IndexOf(address)] & ~0xfffUL) | (address & 0xfff);
}
