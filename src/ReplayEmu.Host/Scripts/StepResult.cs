namespace ReplayEmu.Host.Scripts;

/// <summary>What became of a step when it was tried.</summary>
public enum StepResult
{
    /// <summary>The next step's turn.</summary>
    Done,

    /// <summary>Not yet: try again later.</summary>
    Waiting,

    /// <summary>There is an input to deliver; the step is tried again after that.</summary>
    Input,

    /// <summary>The run shall end here, and well.</summary>
    End,

    /// <summary>The guest did what it must not do.</summary>
    Failed,
}
