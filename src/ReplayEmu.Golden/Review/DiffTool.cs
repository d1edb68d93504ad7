using System.Text;
using System.Threading.Tasks;
using DiffEngine;

namespace ReplayEmu.Golden.Review;

/// <summary>Opens the developer's diff tool on a received and a verified file.</summary>
public static class DiffTool
{
    /// <summary>Does nothing where DiffEngine is disabled (a build server, <c>DiffEngine_Disabled</c>) or finds no tool.</summary>
    public static async Task OpenAsync(string receivedPath, string verifiedPath)
    {
        if (!DiffRunner.Disabled && !BuildServerDetector.Detected)
        {
            // DiffEngine makes a missing verified file for the tool's sake and may note it; UTF-8 without a mark, as ours are.
            _ = await DiffRunner
                .LaunchForTextAsync(receivedPath, verifiedPath, new UTF8Encoding(false))
                .ConfigureAwait(false);
        }
    }
}
