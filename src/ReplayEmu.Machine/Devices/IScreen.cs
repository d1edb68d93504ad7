namespace ReplayEmu.Machine.Devices;

/// <summary>A device that a monitor would be connected to.</summary>
public interface IScreen : IDevice
{
    /// <summary>The rows of a text mode, each as wide as the screen; empty in graphics modes.</summary>
    string[] ReadText();

    /// <summary>What is shown now. Looking changes nothing.</summary>
    ScreenPicture Draw();
}
