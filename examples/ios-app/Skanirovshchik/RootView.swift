import SkanSDK
import SwiftUI

struct RootView: View {
    @ObservedObject var model: AppModel

    var body: some View {
        ZStack {
            switch model.stage {
            case .starting: ProgressView()
            case .settingUp: SetupView(model: model)
            case .confirming(let setup): ConfirmView(model: model, setup: setup)
            case .ready(let venue): ScanView(model: model, venue: venue)
            case .failed(let why): FailureView(model: model, why: why)
            }
            if model.isCovered { Cover() }
        }
        .alert("notice.title", isPresented: isTelling) {
            Button("button.ok") { model.notice = nil }
        } message: {
            Text(verbatim: model.notice ?? "")
        }
    }

    private var isTelling: Binding<Bool> {
        Binding(get: { model.notice != nil }, set: { if !$0 { model.notice = nil } })
    }
}

/// What the app switcher shows.
struct Cover: View {
    var body: some View {
        ZStack {
            Color.black
            Image(systemName: "qrcode.viewfinder").font(.system(size: 80)).foregroundColor(.white)
        }
        .ignoresSafeArea()
        .accessibilityHidden(true)
    }
}

/// The store cannot be opened. Setting up anew is the way out; it ends the trust in the authority, so it is asked for twice.
struct FailureView: View {
    @ObservedObject var model: AppModel
    let why: String
    @State private var isAsking = false

    var body: some View {
        VStack(spacing: 24) {
            Text("failure.title").font(.title)
            Text(verbatim: why)
            Button("button.set.up.anew", role: .destructive) { isAsking = true }
        }
        .padding()
        .confirmationDialog("forget.question", isPresented: $isAsking, titleVisibility: .visible) {
            Button("button.set.up.anew", role: .destructive) { model.forget() }
        }
    }
}
