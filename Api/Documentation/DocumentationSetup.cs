using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PosMonitor.Access;
using PosMonitor.Json;
using PosMonitor.Queries;
using Scalar.AspNetCore;

namespace PosMonitor.Documentation;

/// <summary>The description of the HTTP surface (OpenAPI 3.1) and the page to read it. Everything comes from this process, nothing from elsewhere.</summary>
public static class DocumentationSetup
{
    /// <summary>The name of the description.</summary>
    public const string Document = "v1";

    public static void AddDocumentation(this IServiceCollection services)
    {
        // Schemas are made by the options that answers are written with.
        services.ConfigureHttpJsonOptions(options => WireFormat.Apply(options.SerializerOptions));
        services.AddOpenApi(Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            // The dashboard has dozens of paths for its own page.
            options.ShouldInclude = description => description.RelativePath?.StartsWith("cluster", StringComparison.Ordinal) != true;
            options.AddDocumentTransformer(Introduce);
            options.AddOperationTransformer(OperationDetails.Complete);
            options.AddSchemaTransformer(SchemaDetails.Complete);
        });
    }

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").IsOpen();
        routes.MapScalarApiReference("/docs", options =>
        {
            options.Title = "PosMonitor";
            options.WithNonce();
            options.OpenApiRoutePattern = "/openapi/{documentName}.json";
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
            options.HideClientButton = true;
            options.HideDeveloperTools();
            options.DefaultHttpClient = new(ScalarTarget.Shell, ScalarClient.Curl);
        }).IsOpen();
    }

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "PosMonitor",
            Version = "1",
            Description = "Watches the traffic of card terminals: takes their events, tells how every transaction ended and whether the cardholder was told, and raises alerts. "
                + "Times are RFC 3339 in UTC, amounts are whole minor units, errors are `application/problem+json`.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[OperationDetails.SecurityScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key of `POST /v1/keys`, or the admin key: `PosMonitor:Access:AdminKey`, or the one that was printed at the first start. The roles of which a key has to have one stand with each operation, as `x-roles` as well; `x-without-cut` marks what keys with an acquirer cut may not use.",
        };
        // Where the reader came from, not where a proxy got it.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>(Chapters().Select(chapter => new OpenApiTag { Name = chapter.Name, Description = chapter.Text }));
        return Task.CompletedTask;
    }

    private static IEnumerable<(string Name, string Text)> Chapters() =>
    [
        (Tags.Events, "What terminals, networks and banks report."),
        (Tags.Fleet, "The whole fleet."),
        (Tags.Acquirers, "Who runs the terminals."),
        (Tags.Merchants, "Where the terminals stand."),
        (Tags.Terminals, "The terminals and how they do."),
        (Tags.Transactions, "Each transaction, with every event on record and what is concluded of it."),
        (Tags.Issuers, "The banks of the cards, and how they tell their customers."),
        (Tags.Alerts, "What somebody has to look at."),
        (Tags.Settings, "Thresholds and durations of detection: of the fleet, and what differs for an acquirer, a merchant, an issuer or a terminal."),
        (Tags.Registry, "What is known of acquirers and terminals before any event tells of them."),
        (Tags.Keys, "Who may do what."),
        (Tags.Operation, "Probes and figures for those who run the monitor."),
    ];
}
