using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>The argument of <c>-fw_cfg [name=]NAME,string=TEXT|file=PATH</c>.</summary>
public static class FwCfgArgument
{
    /// <exception cref="ConfigurationException">Unknown item, no name, or not exactly one of string and file.</exception>
    public static FwCfgFile Parse(string text, ImageStore images)
    {
        string? name = null;
        string? contents = null;
        ImageReference? image = null;
        foreach (var item in CommaList.Parse("-fw_cfg", text, first: "name"))
        {
            switch (item.Name)
            {
                case "name":
                    name = item.Value;
                    break;
                case "string":
                    contents = item.Value;
                    break;
                case "file":
                    image = images.AddFile(item.Value, "fw_cfg file");
                    break;
                default:
                    throw new ConfigurationException(
                        $"-fw_cfg has no '{item.Name}'{NearestName.Hint(item.Name, ["name", "string", "file"])}"
                    );
            }
        }

        if (string.IsNullOrEmpty(name) || name.Length > 55)
        {
            throw new ConfigurationException(
                $"-fw_cfg '{text}': the name needs 1 to 55 characters, for example opt/my/file"
            );
        }

        return (contents is null) != (image is null)
            ? new FwCfgFile(name, contents, image)
            : throw new ConfigurationException($"-fw_cfg '{text}': give exactly one of string= and file=");
    }
}
