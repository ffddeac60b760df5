import SkanSDK
import SwiftUI
import UniformTypeIdentifiers

struct SettingsView: View {
    @ObservedObject var model: AppModel
    let venue: Venue
    @Environment(\.dismiss) private var dismiss
    @State private var address = ""
    @State private var isPicking = false
    @State private var isForgetting = false

    var body: some View {
        NavigationView {
            Form {
                Section {
                    Text(verbatim: venue.name)
                    Picker("settings.policy", selection: policy) {
                        Text("confirm.default.policy").tag(String?.none)
                        ForEach(model.policies, id: \.identifier) { policy in
                            Text(verbatim: title(of: policy)).tag(String?.some(policy.identifier))
                        }
                    }
                    Toggle("settings.practice", isOn: practice)
                } footer: {
                    Text("settings.practice.explanation")
                }
                Section {
                    if venue.site != nil { Button("button.update") { model.update() } }
                    Button("button.update.file") { isPicking = true }
                    TextField("settings.address", text: $address).autocapitalization(.none).disableAutocorrection(true)
                    if let url = URL(string: address), url.host != nil {
                        Button("button.update.address") { model.update(from: url) }
                    }
                    if model.isBusy { ProgressView() }
                } footer: {
                    if let screen = model.screen { Text(verbatim: screen.dataAge) }
                }
                Section {
                    Button("button.set.up.anew", role: .destructive) { isForgetting = true }
                }
            }
            .navigationTitle("settings.title")
            .toolbar { Button("button.done") { dismiss() } }
        }
        .navigationViewStyle(.stack)
        .fileImporter(isPresented: $isPicking, allowedContentTypes: [.skanBundle, .data]) { picked in
            switch picked {
            case .success(let url): model.load(file: url)
            case .failure(let error): model.notice = error.localizedDescription
            }
        }
        .confirmationDialog("forget.question", isPresented: $isForgetting, titleVisibility: .visible) {
            Button("button.set.up.anew", role: .destructive) { model.forget() }
        }
    }

    private func title(of policy: Policy) -> String {
        Catalogue.preferredLanguage == .russian ? policy.titleRussian : policy.titleEnglish
    }

    private var policy: Binding<String?> {
        Binding(get: { venue.policy }, set: { model.choose(policy: $0, practice: venue.practice) })
    }

    private var practice: Binding<Bool> {
        Binding(get: { venue.practice }, set: { model.choose(policy: venue.policy, practice: $0) })
    }
}

extension UTType {
    /// A bundle of trust data, as Info.plist declares it.
    static let skanBundle = UTType(exportedAs: "org.example.skan.bundle")
}
