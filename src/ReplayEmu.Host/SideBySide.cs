using System;
using System.Threading.Tasks;

namespace ReplayEmu.Host;

/// <summary>Independent pieces of work on several threads of the host.</summary>
public static class SideBySide
{
    /// <param name="count">Pieces.</param>
    /// <param name="threads">At most so many at once, at least 1.</param>
    /// <param name="work">Does the piece of a number. What it throws comes out of here, wrapped.</param>
    public static void Run(int count, int threads, Action<int> work) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
}
