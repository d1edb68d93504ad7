using System.Collections.Generic;

namespace ReplayEmu.Machine.State;

/// <summary>Gives fields of the present version their values from a saved older version.</summary>
/// <param name="old">The saved struct.</param>
/// <param name="current">The present struct; fields of the same name are copied already, all others are zero.</param>
public delegate void StateUpgradeStep(StateImage old, StateImage current);

/// <summary>What copying by field name cannot do for one saved version of one struct.</summary>
/// <param name="Id">Section id of the struct.</param>
/// <param name="FromVersion">Saved version that it applies to; the target is always the present version.</param>
/// <param name="Handled">Old fields that were renamed, removed or narrowed: they are not copied by name, the step cares for them.</param>
/// <param name="Step">Called after the copy.</param>
public sealed record StateUpgrade(string Id, int FromVersion, IReadOnlyList<string> Handled, StateUpgradeStep Step);
