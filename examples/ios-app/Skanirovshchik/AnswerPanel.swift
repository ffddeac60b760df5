import SkanSDK
import SwiftUI

/// One answer: shape, mark, word and colour, then what to do, then what to compare. Every text comes from the binding.
struct AnswerPanel: View {
    let screen: DoorScreen
    let hidesFields: Bool
    @ObservedObject var model: AppModel

    var body: some View {
        ScrollView {
            VStack(spacing: 16) {
                heading
                if !screen.operatorAction.isEmpty { Text(verbatim: screen.operatorAction).font(.title2.bold()) }
                if !screen.fields.isEmpty && !hidesFields { fields }
                lines
                buttons
            }
            .multilineTextAlignment(.center)
            .padding()
            .frame(maxWidth: .infinity)
        }
        .foregroundColor(Color(onDoor: screen.tone))
        .background(Color(door: screen.tone))
    }

    private var heading: some View {
        VStack(spacing: 8) {
            if !screen.mark.isEmpty {
                ZStack {
                    DoorShape(shape: screen.shape).stroke(lineWidth: 8)
                    Text(verbatim: screen.mark).font(.system(size: 96, weight: .heavy))
                }
                .frame(width: 200, height: 200)
                .accessibilityHidden(true)
            }
            Text(verbatim: screen.headline)
                .font(.system(.largeTitle, design: .rounded).weight(.heavy))
                .minimumScaleFactor(0.5)
            if !screen.reasonHeadline.isEmpty { Text(verbatim: screen.reasonHeadline).font(.title.bold()) }
        }
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Text(verbatim: screen.spoken))
        .accessibilityAddTraits(.isHeader)
    }

    private var fields: some View {
        VStack(alignment: .leading, spacing: 8) {
            ForEach(screen.fields, id: \.field.rawValue) { field in
                VStack(alignment: .leading) {
                    Text(verbatim: field.label).font(.caption)
                    Text(verbatim: field.value).font(.title3.bold())
                }
                .accessibilityElement(children: .combine)
            }
        }
        .multilineTextAlignment(.leading)
        .padding()
        .frame(maxWidth: .infinity, alignment: .leading)
        .overlay(RoundedRectangle(cornerRadius: 12).stroke(lineWidth: 2))
        .privacySensitive()
    }

    private var lines: some View {
        VStack(spacing: 8) {
            ForEach(texts, id: \.self) { line in Text(verbatim: line) }
            ForEach(screen.notes, id: \.self) { note in Text(verbatim: note).font(.footnote) }
        }
    }

    /// The first two may tell the event's date.
    private var texts: [String] {
        let lines = hidesFields ? [screen.holderAction] : [screen.meaning, screen.outlook, screen.holderAction]
        return lines.filter { !$0.isEmpty }
    }

    @ViewBuilder private var buttons: some View {
        if screen.canAddAnother {
            Button("button.add.another") { model.addAnother() }.buttonStyle(.bordered)
        }
        if screen.canJudgeTogether {
            Button("button.judge.together") { model.judgeTogether() }.buttonStyle(.bordered)
        }
        Button("button.next") { model.dismiss() }.buttonStyle(.bordered)
    }
}

/// A circle to go, an octagon to stop.
struct DoorShape: Shape {
    let shape: VerdictShape

    func path(in rect: CGRect) -> Path {
        let inner = rect.insetBy(dx: 8, dy: 8)
        if shape == .go { return Path(ellipseIn: inner) }
        return Path { path in
            for corner in 0..<8 {
                let angle = (Double(corner) + 0.5) * .pi / 4
                let point = CGPoint(
                    x: inner.midX + inner.width / 2 * CGFloat(cos(angle)), y: inner.midY + inner.height / 2 * CGFloat(sin(angle)))
                if corner == 0 { path.move(to: point) } else { path.addLine(to: point) }
            }
            path.closeSubpath()
        }
    }
}
