using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Trace.Header;

/// <summary>JSON of the header, generated at build time: no reflection, and the order of the members is that of the source.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    MaxDepth = 16
)]
[JsonSerializable(typeof(TraceHeader))]
[JsonSerializable(typeof(MachineConfig))]
internal sealed partial class TraceJson : JsonSerializerContext
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 16 };

    internal static byte[] Write(TraceHeader header) =>
        JsonSerializer.SerializeToUtf8Bytes(header, Default.TraceHeader);

    /// <exception cref="JsonException">Not the JSON of a header.</exception>
    internal static TraceHeader Read(System.ReadOnlySpan<byte> json)
    {
        var root =
            JsonNode.Parse(json, documentOptions: Reading) as JsonObject ?? throw new JsonException("not an object");
        RefuseNullElements(root);
        // A configuration from before an option existed means that option's default, which only the type knows.
        if (root["config"] is JsonObject old)
        {
            var merged = (JsonObject)
                JsonSerializer.SerializeToNode(new MachineConfig { Machine = "" }, Default.MachineConfig)!;
            merged.Remove("machine");
            foreach (var (name, value) in old)
            {
                merged[name] = value?.DeepClone();
            }

            root["config"] = merged;
        }

        return root.Deserialize(Default.TraceHeader) ?? throw new JsonException("no header");
    }

    /// <summary>The types say that no list holds a null, but only for members does the serializer check it.</summary>
    private static void RefuseNullElements(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (var element in list)
            {
                RefuseNullElements(element ?? throw new JsonException("null in a list"));
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (_, member) in members)
            {
                if (member is not null)
                {
                    RefuseNullElements(member);
                }
            }
        }
    }
}
