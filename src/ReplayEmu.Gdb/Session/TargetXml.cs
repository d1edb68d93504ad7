using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Gdb.Session;

/// <summary>The target description that tells gdb the registers.</summary>
internal static class TargetXml
{
    private const string Flags =
        "<flags id=\"i386_eflags\" size=\"4\"><field name=\"CF\" start=\"0\" end=\"0\"/><field name=\"PF\" start=\"2\" end=\"2\"/>"
        + "<field name=\"AF\" start=\"4\" end=\"4\"/><field name=\"ZF\" start=\"6\" end=\"6\"/><field name=\"SF\" start=\"7\" end=\"7\"/>"
        + "<field name=\"TF\" start=\"8\" end=\"8\"/><field name=\"IF\" start=\"9\" end=\"9\"/><field name=\"DF\" start=\"10\" end=\"10\"/>"
        + "<field name=\"OF\" start=\"11\" end=\"11\"/><field name=\"NT\" start=\"14\" end=\"14\"/><field name=\"RF\" start=\"16\" end=\"16\"/>"
        + "<field name=\"VM\" start=\"17\" end=\"17\"/></flags>";

    internal static string Of(IDebugCpu cpu, string architecture)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE target SYSTEM \"gdb-target.dtd\"><target>");
        xml.Append("<architecture>").Append(architecture).Append("</architecture>");
        var feature = "";
        for (var number = 0; number < cpu.DebugRegisters.Count; number++)
        {
            var register = cpu.DebugRegisters[number];
            if (register.Architecture != architecture)
            {
                continue;
            }

            if (register.Feature != feature)
            {
                xml.Append(feature.Length > 0 ? "</feature>" : "");
                feature = register.Feature;
                xml.Append("<feature name=\"").Append(feature).Append("\">");
                xml.Append(Uses(cpu.DebugRegisters, feature) ? Flags : "");
            }

            xml.Append("<reg name=\"").Append(register.Name).Append("\" bitsize=\"").Append(register.Bits);
            xml.Append("\" type=\"").Append(register.Type).Append("\" regnum=\"").Append(number).Append("\"/>");
        }

        return xml.Append(feature.Length > 0 ? "</feature>" : "").Append("</target>").ToString();
    }

    private static bool Uses(IReadOnlyList<DebugRegister> registers, string feature) =>
        registers.Any(register => register.Feature == feature && register.Type == "i386_eflags");
}
