namespace ReplayEmu.Cpu.X86;

/// <content>Input pins. A change is looked at after the present instruction.</content>
public sealed unsafe partial class X86Cpu
{
    public void SetInput(int input, bool level)
    {
        switch ((X86Pin)input)
        {
            case X86Pin.Intr:
                State->IntrLevel = level ? (byte)1 : (byte)0;
                break;
            case X86Pin.Nmi:
                if (level && State->NmiLevel == 0)
                {
                    State->NmiPending = 1;
                }

                State->NmiLevel = level ? (byte)1 : (byte)0;
                break;
            case X86Pin.Init:
                if (level)
                {
                    State->InitPending = 1;
                    State->StartupPending = 0;
                }

                break;
            case X86Pin.IgnoreNumericError:
                State->IgnoreNumericError |= level ? (byte)1 : (byte)0;
                NumericError?.Set(false);
                break;
            case X86Pin.A20:
                SetA20(level);
                break;
            case X86Pin.Smi:
                if (level && State->SmiLevel == 0)
                {
                    State->SmiPending = 1;
                }

                State->SmiLevel = level ? (byte)1 : (byte)0;
                break;
            default:
                throw new System.ArgumentOutOfRangeException(nameof(input));
        }

        LeaveAfterCurrent();
    }

    private void SetA20(bool enabled)
    {
        var mask = enabled ? ulong.MaxValue : ~(1UL << 20);
        if (State->A20Mask != mask)
        {
            State->A20Mask = mask;
            ForgetHostTlb();
        }
    }
}
