namespace ReplayEmu.Machine.State;

/// <summary>Implemented by the generator for every struct with <see cref="StateStructAttribute"/>.</summary>
public interface IStateStruct
{
    /// <summary>The struct's fields, flattened, in offset order.</summary>
    static abstract StateSchema Schema { get; }
}
