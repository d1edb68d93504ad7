namespace ReplayEmu.Devices.Serial.Uart16550;

/// <summary>Registers and bits of the 16550A (National PC16550D), offsets from the base port.</summary>
internal static class Uart16550Registers
{
    /// <summary>Receive buffer, transmit holding, or divisor low with DLAB.</summary>
    public const int Data = 0;

    /// <summary>Interrupt enable, or divisor high with DLAB.</summary>
    public const int InterruptEnable = 1;

    /// <summary>Interrupt identification (read), FIFO control (write).</summary>
    public const int InterruptIdentification = 2;

    public const int LineControl = 3;
    public const int ModemControl = 4;
    public const int LineStatus = 5;
    public const int ModemStatus = 6;
    public const int Scratch = 7;

    public const byte IerReceived = 0x01;
    public const byte IerThrEmpty = 0x02;
    public const byte IerLineStatus = 0x04;
    public const byte IerModemStatus = 0x08;

    public const byte IirNone = 0x01;
    public const byte IirModemStatus = 0x00;
    public const byte IirThrEmpty = 0x02;
    public const byte IirReceived = 0x04;
    public const byte IirLineStatus = 0x06;
    public const byte IirTimeout = 0x0C;
    public const byte IirFifos = 0xC0;

    public const byte FcrEnable = 0x01;
    public const byte FcrClearReceive = 0x02;
    public const byte FcrClearTransmit = 0x04;

    public const byte LcrBreak = 0x40;
    public const byte LcrDivisorLatch = 0x80;

    public const byte McrDtr = 0x01;
    public const byte McrRts = 0x02;
    public const byte McrOut1 = 0x04;
    public const byte McrOut2 = 0x08;
    public const byte McrLoop = 0x10;

    public const byte LsrDataReady = 0x01;
    public const byte LsrOverrun = 0x02;
    public const byte LsrErrors = 0x1E;

    /// <summary>Transmit holding register and transmitter empty.</summary>
    public const byte LsrTransmitEmpty = 0x60;

    public const byte MsrCts = 0x10;
    public const byte MsrDsr = 0x20;
    public const byte MsrRi = 0x40;
    public const byte MsrDcd = 0x80;

    /// <summary>The delta of RI counts only its end (trailing edge).</summary>
    public const byte MsrTrailingRi = 0x04;

    /// <summary>Hertz of the clock that the divisor divides, 16 to a bit.</summary>
    public const ulong ClockHertz = 1843200;
}
