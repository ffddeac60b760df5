import SkanSDK
import SwiftUI
import UniformTypeIdentifiers

/// Before anything else: the authority's setup code.
struct SetupView: View {
    @ObservedObject var model: AppModel

    var body: some View {
        ZStack(alignment: .bottom) {
            if model.isCameraAllowed {
                CameraPreview(session: model.camera.session).ignoresSafeArea()
            } else {
                CameraIsForbidden()
            }
            VStack(spacing: 8) {
                Text("setup.title").font(.title.bold())
                Text("setup.explanation")
            }
            .multilineTextAlignment(.center)
            .padding()
            .frame(maxWidth: .infinity)
            .foregroundColor(.white)
            .background(Color.black.opacity(0.7))
            .accessibilityElement(children: .combine)
        }
    }
}

/// What the code says is believed because of one comparison: the ten words, told by the authority by another way. Nothing is
/// fetched or written before the operator has typed that they are the same.
struct ConfirmView: View {
    @ObservedObject var model: AppModel
    let setup: SetupCode
    @State private var typed = ""
    @State private var isPicking = false

    var body: some View {
        Form {
            Section {
                line("confirm.name", setup.name)
                line("confirm.site", setup.siteURL?.absoluteString ?? NSLocalizedString("confirm.no.site", comment: ""))
                line("confirm.policy", setup.policy ?? NSLocalizedString("confirm.default.policy", comment: ""))
            }
            Section {
                Text(verbatim: setup.fingerprint(in: Catalogue.preferredLanguage)).font(.title2.bold())
            } header: {
                Text("confirm.words")
            } footer: {
                Text("confirm.explanation")
            }
            Section {
                TextField("confirm.field", text: $typed).autocapitalization(.none).disableAutocorrection(true)
                if setup.siteURL != nil { Button("button.enrol") { model.enrol(setup, root: nil) }.disabled(!isConfirmed) }
                Button("button.enrol.with.root") { isPicking = true }.disabled(!isConfirmed)
                Button("button.cancel", role: .cancel) { model.readAgain() }
            } footer: {
                Text("confirm.how")
            }
            if model.isBusy { ProgressView() }
        }
        .fileImporter(isPresented: $isPicking, allowedContentTypes: [.data]) { picked in
            do {
                model.enrol(setup, root: try AppModel.content(of: picked.get()))
            } catch {
                model.notice = error.localizedDescription
            }
        }
    }

    /// "yes", or the ten words themselves.
    private var isConfirmed: Bool {
        let answer = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        return answer.lowercased() == NSLocalizedString("confirm.yes", comment: "") || setup.isFingerprint(answer)
    }

    private func line(_ title: LocalizedStringKey, _ value: String) -> some View {
        VStack(alignment: .leading) {
            Text(title).font(.caption)
            Text(verbatim: value)
        }
        .accessibilityElement(children: .combine)
    }
}
