import SkanSDK
import SwiftUI
import UIKit

/// The camera on the whole screen, one answer at a time over it.
struct ScanView: View {
    @ObservedObject var model: AppModel
    let venue: Venue
    @State private var isChoosing = false
    @State private var isPicking = false
    private let clock = Timer.publish(every: 1, on: .main, in: .common).autoconnect()

    var body: some View {
        ZStack {
            if model.isCameraAllowed {
                CameraPreview(session: model.camera.session).ignoresSafeArea()
            } else {
                CameraIsForbidden()
            }
            if let screen = model.screen { content(screen) }
        }
        .onReceive(clock) { _ in model.tick() }
        .onChange(of: isChoosing) { isOpen in isOpen ? model.stopCamera() : model.startCamera() }
        .sheet(isPresented: $isChoosing) { SettingsView(model: model, venue: venue) }
        .sheet(isPresented: $isPicking) { PhotoPicker { image in model.judge(image) } }
    }

    private func content(_ screen: DoorScreen) -> some View {
        VStack(spacing: 0) {
            if !screen.practiceMark.isEmpty { PracticeMark(text: screen.practiceMark) }
            DataAge(screen: screen)
            if screen.kind == .waiting {
                Spacer()
                WaitingPanel(screen: screen)
            } else {
                AnswerPanel(screen: screen, hidesFields: model.isRecorded, model: model)
            }
            controls(screen)
        }
    }

    private func controls(_ screen: DoorScreen) -> some View {
        HStack {
            IconButton(symbol: model.isTorchOn ? "flashlight.on.fill" : "flashlight.off.fill", label: "button.torch") {
                model.toggleTorch()
            }
            IconButton(symbol: "arrow.triangle.2.circlepath.camera", label: "button.flip") { model.flip() }
            IconButton(symbol: "photo", label: "button.photo") { isPicking = true }
            IconButton(symbol: "gearshape", label: "button.settings") { isChoosing = true }
        }
        .padding(8)
        .frame(maxWidth: .infinity)
        .background(Color.black.opacity(0.6))
    }
}

struct IconButton: View {
    let symbol: String
    let label: LocalizedStringKey
    let action: () -> Void

    var body: some View {
        Button(action: action) {
            Image(systemName: symbol)
                .font(.title2)
                .frame(maxWidth: .infinity, minHeight: 44)
                .foregroundColor(.white)
        }
        .accessibilityLabel(Text(label))
    }
}

/// Always there: an answer is as old as the data behind it.
struct DataAge: View {
    let screen: DoorScreen

    var body: some View {
        HStack {
            Image(systemName: isGood ? "clock" : "exclamationmark.triangle.fill").accessibilityHidden(true)
            Text(verbatim: screen.dataAge)
            if !screen.dataAction.isEmpty { Text(verbatim: screen.dataAction).bold() }
        }
        .font(.footnote)
        .padding(6)
        .frame(maxWidth: .infinity)
        .foregroundColor(isGood ? .white : .black)
        .background(isGood ? Color.black.opacity(0.6) : Color(door: .unsure))
        .accessibilityElement(children: .combine)
    }

    private var isGood: Bool { screen.freshness == .fresh || screen.freshness == .recent }
}

struct PracticeMark: View {
    let text: String

    var body: some View {
        Text(verbatim: text)
            .font(.headline)
            .padding(8)
            .frame(maxWidth: .infinity)
            .foregroundColor(.white)
            .background(Color.purple)
            .accessibilityAddTraits(.isHeader)
    }
}

struct WaitingPanel: View {
    let screen: DoorScreen

    var body: some View {
        VStack(spacing: 8) {
            Text(verbatim: screen.hint.isEmpty ? screen.headline : screen.hint).font(.title.bold())
            if !screen.hintAction.isEmpty { Text(verbatim: screen.hintAction) }
        }
        .multilineTextAlignment(.center)
        .padding()
        .frame(maxWidth: .infinity)
        .foregroundColor(.white)
        .background(Color.black.opacity(0.6))
        .accessibilityElement(children: .combine)
    }
}

struct CameraIsForbidden: View {
    var body: some View {
        VStack(spacing: 16) {
            Text("camera.forbidden").multilineTextAlignment(.center)
            if let settings = URL(string: UIApplication.openSettingsURLString) {
                Link("button.open.settings", destination: settings)
            }
        }
        .padding()
    }
}

extension Color {
    /// A tone's background.
    init(door tone: DoorTone) { self.init(rgb: doorBackground(tone)) }
    /// The text on it.
    init(onDoor tone: DoorTone) { self.init(rgb: doorForeground(tone)) }

    private init(rgb: UInt32) {
        self.init(
            red: Double((rgb >> 16) & 0xFF) / 255, green: Double((rgb >> 8) & 0xFF) / 255, blue: Double(rgb & 0xFF) / 255)
    }
}
